import { recordClass, recordClassSchema } from './record-class';

describe('the class of a record', () => {
  const plain = { type: 'Observation', confidentiality: 'N', sensitivities: [], isUnlabelledText: false } as const;

  it.each([
    ['nothing special', plain, 'N|Observation'],
    ['restricted', { ...plain, confidentiality: 'R' }, 'R|Observation'],
    ['sensitive', { ...plain, confidentiality: 'R', sensitivities: ['PSY'] }, 'PSY|Observation'],
    ['sensitive twice, in any order', { ...plain, sensitivities: ['PSY', 'HIV', 'PSY'] }, 'HIV+PSY|Observation'],
    ['unlabelled text', { ...plain, isUnlabelledText: true }, 'U|Observation'],
    ['restricted unlabelled text', { ...plain, confidentiality: 'R', isUnlabelledText: true }, 'U|Observation'],
  ] as const)('of %s', (_, record, name) => {
    expect(recordClass(record)).toBe(name);
    expect(recordClassSchema.safeParse(name).success).toBe(true);
  });

  it.each(['', 'N', 'n|Observation', 'PSY+|Observation', 'N|observation', 'N|Observation|x'])('is not %p', (name) => {
    expect(recordClassSchema.safeParse(name).success).toBe(false);
  });
});

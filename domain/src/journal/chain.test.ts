/** Entries as they are chained: what they may hold, and what is kept apart. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../ledger';
import { EMPTY_JOURNAL } from './chain';
import { type JournalDraft, journalDraftSchema, journalEntrySchema } from './entry.schema';
import { aChain, aDraft, ANA, aSalt } from './fixtures/drafts';

const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex');
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('a chained entry', () => {
  it('has the hash of a zero byte, the hash before, and its canonical JSON', () => {
    const [first, second] = aChain(aDraft(), aDraft({ kind: 'release' }));
    expect(hex(first!.hash)).toBe(sha256(Uint8Array.of(0), EMPTY_JOURNAL.hash, Buffer.from(first!.text)));
    expect(hex(second!.hash)).toBe(sha256(Uint8Array.of(0), first!.hash, Buffer.from(second!.text)));
    expect(first!.text).toBe(canonicalJson(first!.entry));
    expect([first!.entry.sequence, second!.entry.sequence]).toEqual([1, 2]);
  });

  it('holds the patient as a commitment only, which says nothing without the salt', () => {
    const [one] = aChain(aDraft());
    expect(one!.text).not.toContain(ANA);
    expect(one!.personal).toEqual({ patient: ANA });
    const tag = Buffer.from('theriac journal personal part 1\u0000');
    expect(one!.entry.personal).toBe(sha256(tag, aSalt(0), Buffer.from(`{"patient":"${ANA}"}`)));
  });

  it('names staff, and keeps a patient’s own name apart', () => {
    const name = 'c'.repeat(32);
    const [staff, patient] = aChain(aDraft(), aDraft({ by: { organisation: 'clinic', role: 'patient', name } }));
    expect(staff!.entry.by.name).toBe('0'.repeat(32));
    expect(patient!.text).not.toContain(name);
    expect(patient!.entry.by).toEqual({ organisation: 'clinic', role: 'patient' });
    expect(patient!.personal).toEqual({ patient: ANA, name });
  });

  it('has no personal part where nothing leads to a patient', () => {
    const { patient: _, ...rest } = aDraft({ kind: 'import' });
    const [one] = aChain(rest);
    expect(one!.personal).toBeUndefined();
    expect(one!.entry.personal).toBeUndefined();
  });

  it('of an erasure leads to nobody, not even where the patient did it themself', () => {
    const by = { organisation: 'clinic', role: 'patient', name: 'c'.repeat(32) } as const;
    const [one] = aChain(aDraft({ kind: 'erasure', what: { count: 4 }, by }));
    expect(one!.personal).toBeUndefined();
    expect(one!.entry.personal).toBeUndefined();
    expect(one!.text).not.toContain(by.name);
  });

  it('of a patient’s own doing without a patient’s id keeps the name apart all the same', () => {
    const { patient: _, ...rest } = aDraft({ by: { organisation: 'clinic', role: 'patient', name: 'c'.repeat(32) } });
    expect(aChain(rest)[0]!.personal).toEqual({ name: 'c'.repeat(32) });
  });

  it('is what its schema says', () => {
    for (const { entry } of aChain(aDraft(), aDraft({ by: { organisation: 'clinic', role: 'patient', name: 'x' } })))
      expect(journalEntrySchema.safeParse(entry).error).toBeUndefined();
  });
});

describe('a draft', () => {
  it.each([
    ['a kind of its own', { kind: 'curiosity' }],
    ['a person’s name', { by: { ...aDraft().by, name: 'Ana Bergström' } }],
    ['a text as reason', { what: { reason: 'he was unconscious' } }],
    ['a value as kind of data', { what: { kinds: ['HIV positive'] } }],
    ['a text as purpose', { purpose: 'treatment' }],
    ['a patient’s record number', { patient: '19870314-2391' }],
    ['a field of its own', { what: { note: 'x' } }],
    ['a count below zero', { what: { count: -1 } }],
    ['a number of its own', { sequence: 7 }],
  ])('may not hold %s', (_, more) => {
    expect(journalDraftSchema.safeParse(aDraft()).success).toBe(true);
    expect(journalDraftSchema.safeParse({ ...aDraft(), ...(more as Partial<JournalDraft>) }).success).toBe(false);
  });
});

/** Whose record it is, by the identifiers of a Patient resource; never a guess. */
import { recordNumberOf } from './record-number';

const type = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] };
const social = { type: { coding: [{ ...type.coding[0], code: 'SS' }] }, value: '999' };

it.each([
  ['the medical record number', [{ type, value: 'R-1' }, social], [], 'R-1'],
  [
    'the same number twice',
    [
      { type, value: 'R-1' },
      { type, system: 'urn:x', value: 'R-1' },
    ],
    [],
    'R-1',
  ],
  [
    'two numbers',
    [
      { type, value: 'R-1' },
      { type, value: 'R-2' },
    ],
    [],
    undefined,
  ],
  ['other identifiers only', [social], [], undefined],
  ['no text', [{ type, value: 7 }], [], undefined],
  ['none at all', undefined, [], undefined],
  [
    'the custodian’s own system before all types',
    [
      { type, value: 'R-1' },
      { system: 'urn:h', value: 'H' },
    ],
    ['urn:h'],
    'H',
  ],
  ['another hospital’s number', [{ type, system: 'urn:other', value: 'R-1' }], ['urn:h'], undefined],
])('%s', (_what, identifiers, systems, expected) => {
  expect(recordNumberOf(identifiers, systems)).toBe(expected);
});

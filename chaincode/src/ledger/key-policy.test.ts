import { parsePolicy } from '@theriac/test-ledger';
import { keyPolicy } from './key-policy';

const guard = { rule: 'holder-and-one-other', holder: 'PharmacyMSP' } as const;
const members = ['ManufacturerMSP', 'PharmacyMSP', 'HospitalMSP'];
const peer = (mspId: string) => ({ kind: 'signed-by', mspId, role: 'peer' });

describe('a key’s policy', () => {
  it('asks the holder and one of the others, and no signature fits twice', () => {
    expect(parsePolicy(keyPolicy(guard, members))).toEqual({
      kind: 'out-of',
      n: 2,
      rules: [peer('PharmacyMSP'), { kind: 'out-of', n: 1, rules: [peer('HospitalMSP'), peer('ManufacturerMSP')] }],
    });
  });

  it('is the same bytes whatever order the members come in', () => {
    expect(keyPolicy(guard, [...members].reverse())).toEqual(keyPolicy(guard, members));
  });

  it.each([
    ['a stranger holds it', ['ManufacturerMSP', 'HospitalMSP']],
    ['there is no other', ['PharmacyMSP']],
  ])('is none when %s', (_, mspIds) => {
    expect(() => keyPolicy(guard, mspIds)).toThrow(/member/);
  });
});

import { parsePolicy } from '@theriac/test-ledger';
import { keyPolicy } from './key-policy';

const guard = { rule: 'holder-and-one-other', holder: 'PharmacyMSP' } as const;
const memberMspIds = ['ManufacturerMSP', 'PharmacyMSP', 'HospitalMSP'];
const endorsers = { memberMspIds, endorsements: 2 };
const peer = (mspId: string) => ({ kind: 'signed-by', mspId, role: 'peer' });

describe('a key’s policy', () => {
  it('asks the holder and one of the others, and no signature fits twice', () => {
    expect(parsePolicy(keyPolicy(guard, endorsers))).toEqual({
      kind: 'out-of',
      n: 2,
      rules: [peer('PharmacyMSP'), { kind: 'out-of', n: 1, rules: [peer('HospitalMSP'), peer('ManufacturerMSP')] }],
    });
  });

  it('asks either of two, each with one of the others', () => {
    const either = { rule: 'either-and-one-other', holders: ['PharmacyMSP', 'HospitalMSP'] } as const;
    const and = (holder: string, ...others: readonly string[]) => ({
      ...{ kind: 'out-of', n: 2 },
      rules: [peer(holder), { kind: 'out-of', n: 1, rules: others.map(peer) }],
    });
    expect(parsePolicy(keyPolicy(either, endorsers))).toEqual({
      ...{ kind: 'out-of', n: 1 },
      rules: [
        and('PharmacyMSP', 'HospitalMSP', 'ManufacturerMSP'),
        and('HospitalMSP', 'ManufacturerMSP', 'PharmacyMSP'),
      ],
    });
  });

  it('is the channel’s again', () => {
    expect(parsePolicy(keyPolicy({ rule: 'as-on-channel' }, endorsers))).toEqual({
      ...{ kind: 'out-of', n: 2 },
      rules: [peer('HospitalMSP'), peer('ManufacturerMSP'), peer('PharmacyMSP')],
    });
  });

  it('is the same bytes whatever order the members come in', () => {
    const reversed = { ...endorsers, memberMspIds: [...memberMspIds].reverse() };
    expect(keyPolicy(guard, reversed)).toEqual(keyPolicy(guard, endorsers));
  });

  it.each([
    ['a stranger holds it', ['ManufacturerMSP', 'HospitalMSP']],
    ['there is no other', ['PharmacyMSP']],
  ])('is none when %s', (_, mspIds) => {
    expect(() => keyPolicy(guard, { ...endorsers, memberMspIds: mspIds })).toThrow(/member/);
  });
});

/** Several custodians at once, some of whom do not answer. */
import { LedgerError } from '@theriac/domain/ledger';
import type { MemberClient } from '../../members';
import { CustodianCalls } from './ask-custodians';

const release = { sequence: 1, batches: [] };
const own = { release: () => Promise.resolve(release) };
/** Members whose gateways answer, refuse, or are away. */
const members = {
  call: (member: string) =>
    member === 'clinic'
      ? Promise.resolve(release)
      : Promise.reject(
          new LedgerError(member === 'pharmacy' ? 'RECORD_NOT_LINKED' : 'MEMBER_UNAVAILABLE', 'says no, or nothing'),
        ),
} as Pick<MemberClient, 'call'>;

it('keeps what came, and names who refused and who gave no answer', async () => {
  const calls = new CustodianCalls('hospital', own, members);
  expect(await calls.ask(['hospital', 'clinic', 'pharmacy', 'elsewhere'], '5e'.repeat(16))).toEqual({
    answers: [
      { custodian: 'hospital', release },
      { custodian: 'clinic', release },
    ],
    missing: [
      { custodian: 'pharmacy', reason: 'RECORD_NOT_LINKED' },
      { custodian: 'elsewhere', reason: 'MEMBER_UNAVAILABLE' },
    ],
  });
});

it('lets nobody take a fault of its own for a custodian that is away', async () => {
  const broken = { release: () => Promise.reject(new Error('out of memory')) };
  const calls = new CustodianCalls('hospital', broken, members);
  await expect(calls.ask(['hospital', 'clinic'], '5e'.repeat(16))).rejects.toThrow('out of memory');
});

/** Cases of the policies that the contracts put on keys, by the very bytes that they write: who must, and who cannot. */
import { keyPolicy } from '../../../chaincode/src/ledger/key-policy';
import type { Guard } from '@theriac/domain/ledger';
import type { CaseLedger, LedgerCase } from '../case-ledger';
import { put, setPolicy, type Step } from '../contract/steps';

const ENDORSEMENT_POLICY_FAILURE = 10;
/** Of the channel's five. */
const ENDORSEMENTS = 3;

/** Puts a key together with its policy, as the contracts do. */
function guard(ledger: CaseLedger, by: Guard): readonly Step[] {
  const policy = keyPolicy(by, { memberMspIds: ledger.members, endorsements: ENDORSEMENTS });
  return [put(ledger.key(), '1'), setPolicy(ledger.key(), policy)];
}

/** A change of the key counts when it is endorsed by exactly these, and not by those. */
async function expectGuarded(
  ledger: CaseLedger,
  enough: readonly (readonly string[])[],
  tooFew: readonly (readonly string[])[],
): Promise<void> {
  const change = put(ledger.key(), '2');
  for (const endorsers of tooFew)
    expect({ endorsers, code: await ledger.codeOf(endorsers, change) }).toEqual({
      endorsers,
      code: ENDORSEMENT_POLICY_FAILURE,
    });
  for (const endorsers of enough)
    expect({ endorsers, code: await ledger.codeOf(endorsers, change) }).toEqual({ endorsers, code: 0 });
}

/** Every case, by what it says. */
export const KEY_POLICY_CASES: Readonly<Record<string, LedgerCase>> = {
  'what is held needs its holder and any one other': async (ledger) => {
    const [holder, ...others] = ledger.members;
    await ledger.given(...guard(ledger, { rule: 'holder-and-one-other', holder }));
    await expectGuarded(
      ledger,
      others.map((other) => [holder, other]),
      [[holder], others.slice(0, 1), others],
    );
  },

  'what is on its way needs either of two and any one other': async (ledger) => {
    const [sender, second, receiver, ...others] = ledger.members;
    const holders = [sender, receiver] as const;
    await ledger.given(...guard(ledger, { rule: 'either-and-one-other', holders }));
    await expectGuarded(
      ledger,
      [
        [sender, receiver],
        [sender, second],
        [receiver, second],
        [sender, second, ...others],
        [receiver, second, ...others],
      ],
      [[sender], [receiver], [second, ...others]],
    );
  },

  'who has handed over has no say any more': async (ledger) => {
    const [sender, receiver, ...others] = ledger.members;
    await ledger.given(...guard(ledger, { rule: 'either-and-one-other', holders: [sender, receiver] }));
    const received = guard(ledger, { rule: 'holder-and-one-other', holder: receiver });
    expect(await ledger.codeOf([receiver, ...others.slice(0, 1)], ...received)).toBe(0);
    await expectGuarded(ledger, [[receiver, sender]], [[sender, ...others]]);
    const back = guard(ledger, { rule: 'holder-and-one-other', holder: sender });
    expect(await ledger.codeOf([sender, ...others], ...back)).toBe(ENDORSEMENT_POLICY_FAILURE);
  },

  'what nobody holds needs what the channel asks, without its last holder': async (ledger) => {
    const [holder, ...others] = ledger.members;
    await ledger.given(...guard(ledger, { rule: 'holder-and-one-other', holder }));
    const left = guard(ledger, { rule: 'as-on-channel' });
    expect(await ledger.codeOf(others, ...left)).toBe(ENDORSEMENT_POLICY_FAILURE);
    expect(await ledger.codeOf([holder, ...others.slice(0, 1)], ...left)).toBe(0);
    await expectGuarded(ledger, [others.slice(0, ENDORSEMENTS)], [[holder, ...others.slice(0, 1)], [holder]]);
  },
};

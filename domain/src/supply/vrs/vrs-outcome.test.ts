/** Verdicts in the words of VRS. */
import { VERDICTS, type VerdictCode } from '../verdict.schema';
import { VRS_OUTCOMES } from './vrs-outcome';
import { vrsOutcomeSchema } from './vrs.schema';

const codes = Object.keys(VERDICTS) as VerdictCode[];

describe.each(codes)('%s', (code) => {
  const { advice, isSuspicious } = VERDICTS[code];
  const outcome = VRS_OUTCOMES[code];

  it('is verified without a reason, or not verified with one', () => {
    expect(vrsOutcomeSchema.parse(outcome)).toEqual(outcome);
    expect(outcome.verificationFailureReason === undefined).toBe(outcome.verified);
  });

  it('that may be supplied is verified, and nothing stands against it; what is suspicious is not', () => {
    // An opened pack is for the site that opened it, and never sold on.
    if (advice === 'may-supply' && code !== 'opened-here') expect(outcome).toEqual({ verified: true });
    if (isSuspicious) expect(outcome.verified).toBe(false);
  });
});

it('an expired pack matches, with that information', () => {
  expect(VRS_OUTCOMES.expired).toEqual({ verified: true, additionalInfo: 'Expired' });
});

/** Consents that the page refuses: a decision that lets one through would decide by what nobody could have meant. */
import { asConsent } from '../generated/drawn-consent';
import type { GivenConsent } from '../second-evaluator/asked';
import { practitionerRole, recipientCoding } from '../generated/vocabulary';

const DATES = [
  ...[
    '2026-02-29',
    '2026-02-29T09:30:00Z',
    '2026-13',
    '2026-11-31',
    '0000',
    '21-11-2026',
    '2026-11-21T09:30:00',
    '2026-11-21T09:30Z',
  ],
  ...['2026-11-21T24:00:00Z', '2026-11-21T23:60:00Z', '2026-11-21T09:30:00+15:00', '9999-12-31T23:59:59-01:00'],
];

const actor = { role: { coding: [recipientCoding] }, reference: practitionerRole('hospital/physician/4f') };

/** Each with one thing that is of no valid form. */
export const REFUSED = [
  ...DATES.flatMap((date) => [{ period: { start: date } }, { dataPeriod: { end: date } }]),
  { actor: [actor] },
].map((elements): GivenConsent => ({
  ...{ id: '0'.repeat(32), status: 'active' },
  consent: asConsent({ type: 'permit', ...elements }),
}));

/** A drawn case: what the patient's consents say, who asks, and for which item. */
import fc from 'fast-check';
import type { GivenConsent, Item, Request } from '../second-evaluator/asked';
import { anyConsents } from './drawn-consent';
import { anyItemPeriod, anyMoment } from './drawn-dates';
import * as words from './vocabulary';

/** Everything that a decision is made of. */
export interface Case {
  readonly consents: readonly GivenConsent[];
  readonly request: Request;
  readonly item: Item;
  /** The types that a session is asked for; none for all. */
  readonly askedTypes: readonly string[];
}

const anyRequest: fc.Arbitrary<Request> = fc.record({
  member: fc.constantFrom(...words.MEMBERS),
  role: fc.constantFrom(...words.ROLES),
  person: fc.constantFrom(...words.PERSONS),
  purpose: fc.constantFrom('TREAT', 'TREAT', 'TREAT', ...words.PURPOSES),
  at: anyMoment,
});

const anyReferences = fc
  .tuple(fc.constantFrom(...words.TYPES), fc.constantFrom(...words.IDS))
  .map(([type, id]) => `${type}/${id}`);

const described = {
  type: fc.constantFrom(...words.TYPES),
  id: fc.constantFrom(...words.IDS),
  categories: fc.uniqueArray(fc.constantFrom(...words.CATEGORIES), { maxLength: 2 }),
  authors: fc.uniqueArray(fc.constantFrom(...words.MEMBERS), { maxLength: 3 }),
  period: fc.option(anyItemPeriod, { nil: undefined, freq: 5 }),
  refersTo: fc.uniqueArray(anyReferences, { maxLength: 3 }),
};

const anyLabelled = fc.record({
  ...described,
  confidentiality: fc.constantFrom(...words.CONFIDENTIALITIES),
  sensitivities: fc.oneof(
    { arbitrary: fc.constant([]), weight: 2 },
    { arbitrary: fc.uniqueArray(fc.constantFrom(...words.SENSITIVITIES), { minLength: 1, maxLength: 3 }), weight: 3 },
  ),
  isUnlabelledFreeText: fc.constant(false),
});

const anyFreeText = fc.record({
  ...described,
  confidentiality: fc.constantFrom(...words.CONFIDENTIALITIES),
  sensitivities: fc.constant([]),
  isUnlabelledFreeText: fc.constant(true),
});

const anyItem: fc.Arbitrary<Item> = fc
  .oneof({ arbitrary: anyLabelled, weight: 4 }, { arbitrary: anyFreeText, weight: 1 })
  .map(({ period, ...item }) => ({ ...item, ...(period && { period }) }));

/** A case; a failing one shrinks to the fewest consents, elements and entries that still fail. */
export const anyCase: fc.Arbitrary<Case> = fc.record({
  consents: anyConsents,
  request: anyRequest,
  item: anyItem,
  askedTypes: fc.uniqueArray(fc.constantFrom(...words.TYPES), { maxLength: 2 }),
});

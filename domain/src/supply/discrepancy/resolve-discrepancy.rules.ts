/** A party of a discrepancy says how it ended, which custody must bear out. */
import { type Actor, type Decision, type Instant, invalidInput, refuseUnless } from '../../ledger';
import { type Container, handsOf, type Holder, isSamePlace, type Lineage } from '../container';
import type { DiscrepancyResolved } from './discrepancy.events';
import type { Discrepancy, DiscrepancyKind, Resolution, ResolveDiscrepancy } from './discrepancy.schema';
import { settle } from './settle';

type Party = 'reporter' | 'counterparty';

/** How each kind may end, and whose word that is: of who says that it has the goods, or bears the loss. */
export const RESOLUTIONS: Readonly<Record<DiscrepancyKind, Readonly<Partial<Record<Resolution, Party>>>>> = {
  missing: { received: 'reporter', returned: 'counterparty', lost: 'counterparty' },
  surplus: { received: 'reporter', returned: 'counterparty' },
  damaged: { accepted: 'reporter', returned: 'counterparty', destroyed: 'reporter' },
  'wrong-product': { accepted: 'reporter', returned: 'counterparty' },
};

/** What the ledger holds about a discrepancy that is resolved. */
export interface ResolvingSituation {
  readonly discrepancy: Discrepancy;
  /** Of the container that it is about; undefined for a pack, and for a container that is not known. */
  readonly lineage: Lineage | undefined;
}

/** What resolving writes. */
export interface ResolvedDiscrepancy {
  readonly discrepancy: Discrepancy;
  /** Written off, when it is lost or destroyed. */
  readonly container: Container | undefined;
}

/**
 * Resolves a discrepancy. Containers pass on by being shipped, received, voided and readmitted alone: the resolution only
 * says that this was done, but for what is lost or destroyed, which nobody holds from then on. The same again is a success.
 *
 * @throws LedgerError SITE_MISSING, DISCREPANCY_ALREADY_RESOLVED, INVALID_INPUT naming the resolution, NOT_RESOLVER,
 * DISCREPANCY_NOT_SETTLED, CONTAINER_INSIDE, CONTAINER_OPENED
 */
export function resolveDiscrepancy(
  { discrepancy, lineage }: ResolvingSituation,
  { resolution }: ResolveDiscrepancy,
  by: Actor,
  now: Instant,
): Decision<ResolvedDiscrepancy, DiscrepancyResolved> {
  const here = handsOf(by);
  const { kind, resolved: first } = discrepancy;
  if (first !== undefined) {
    const isSame = first.as === resolution && isSamePlace(first.by, here);
    refuseUnless(isSame, 'DISCREPANCY_ALREADY_RESOLVED', 'the discrepancy was resolved in another way');
    return { repeated: resolved(discrepancy, first) };
  }
  const party = RESOLUTIONS[kind][resolution];
  if (party === undefined) throw unfitting(kind);
  refuseUnless(isParty(party, discrepancy, here), 'NOT_RESOLVER', `${resolution} is for the ${party} to say`);
  const container = settle(resolution, discrepancy, lineage, now);
  const outcome = { as: resolution, by: here, at: now };
  return {
    state: { discrepancy: { ...discrepancy, resolved: outcome, changedAt: now }, container },
    event: resolved(discrepancy, outcome),
  };
}

/** Where no counterparty is known, who reported says for both. */
function isParty(party: Party, { reporter, counterparty }: Discrepancy, here: Holder): boolean {
  if (party === 'reporter' || counterparty === undefined) return isSamePlace(here, reporter);
  const { organisation, site } = counterparty;
  return here.organisation === organisation && (site === undefined || here.site === site);
}

function unfitting(kind: DiscrepancyKind) {
  const rule = `must be one of ${Object.keys(RESOLUTIONS[kind]).join(', ')} for what is ${kind}`;
  return invalidInput([{ field: 'resolution', rule }]);
}

function resolved(
  { flags: _, reportedAt: __, changedAt: ___, resolved: ____, ...discrepancy }: Discrepancy,
  { as, by, at }: NonNullable<Discrepancy['resolved']>,
): DiscrepancyResolved {
  return { type: 'DiscrepancyResolved', version: 1, at, ...discrepancy, resolution: as, by };
}

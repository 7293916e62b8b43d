/** A company prefix belongs to one organisation, and no prefix may open the keys of another. */
import type { CompanyPrefix, Gtin, Sscc } from '../gs1';
import { type Decision, type Instant, invalidInput, refuseUnless } from '../ledger';
import type { AssignCompanyPrefix, PrefixAssignment } from './company-prefix.schema';
import type { CompanyPrefixAssigned } from './supply.events';

const SHORTEST = 6;
const LONGEST = 12;

/** What the ledger holds about a prefix that is to be assigned. */
export interface PrefixSituation {
  /** The members of the channel, by name. */
  readonly members: readonly string[];
  readonly existing: PrefixAssignment | undefined;
  /** Whether a shorter prefix that opens this one, or a longer one that it would open, is assigned. */
  readonly isOverlapped: boolean;
}

/**
 * Assigns a prefix. The same assignment again is a success.
 *
 * @throws LedgerError PREFIX_ALREADY_ASSIGNED, INVALID_INPUT when the organisation is no member of the channel
 */
export function assignCompanyPrefix(
  situation: PrefixSituation,
  command: AssignCompanyPrefix,
  now: Instant,
): Decision<PrefixAssignment, CompanyPrefixAssigned> {
  const { members, existing, isOverlapped } = situation;
  if (!members.includes(command.organisation)) {
    throw invalidInput([{ field: 'organisation', rule: 'must be a member of this channel' }]);
  }
  if (existing?.organisation === command.organisation) return { repeated: assigned(existing) };
  refuseUnless(existing === undefined, 'PREFIX_ALREADY_ASSIGNED', 'the prefix belongs to another organisation');
  refuseUnless(!isOverlapped, 'PREFIX_ALREADY_ASSIGNED', 'a prefix that overlaps it is assigned');
  const state = { ...command, changedAt: now };
  return { state, event: assigned(state) };
}

/** The shorter prefixes that would open every key of this one. */
export function shorterPrefixes(companyPrefix: CompanyPrefix): readonly string[] {
  return openingDigits(companyPrefix, companyPrefix.length - 1);
}

/** The prefixes that a GTIN may have been issued under; the first digit of a GTIN-14 is its packaging level. */
export function prefixesOfGtin(gtin: Gtin): readonly string[] {
  return openingDigits(gtin.slice(1), LONGEST);
}

/** The prefixes that an SSCC may have been issued under; its first digit is the issuer's to choose. */
export function prefixesOfSscc(sscc: Sscc): readonly string[] {
  return openingDigits(sscc.slice(1), LONGEST);
}

function openingDigits(digits: string, longest: number): readonly string[] {
  return Array.from({ length: Math.max(0, longest - SHORTEST + 1) }, (_, index) => digits.slice(0, SHORTEST + index));
}

function assigned({ changedAt, ...assignment }: PrefixAssignment): CompanyPrefixAssigned {
  return { type: 'CompanyPrefixAssigned', version: 1, at: changedAt, ...assignment };
}

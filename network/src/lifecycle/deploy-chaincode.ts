/** Brings a channel to the wanted definition of a chaincode; does nothing when it is there already. */
import type { ChaincodePackage } from '../chaincode-package';
import {
  approveDefinition,
  commitDefinition,
  committedDefinition,
  hasApproved,
  isDefinedAs,
  type ChaincodeDefinition,
} from './chaincode-definition';
import { requireCollectionsKept } from './collections';
import type { PeerSession } from './peer-session';
import { until } from './until';

/** Ordering starts, a leader is found, members find one another. */
const WITHIN_MS = 60_000;
/** Digits of the package's digest in the version: enough to tell packages apart for a reader. */
const VERSION_DIGITS = 12;

/** A deployment's outcome. */
export interface Deployment {
  readonly channel: string;
  readonly name: string;
  readonly sequence: number;
  /** Whether the definition is new; false when the channel had it. */
  readonly changed: boolean;
}

/** The version under which a package is approved. */
export function versionOf(chaincode: ChaincodePackage): string {
  return chaincode.digest.slice(0, VERSION_DIGITS);
}

/**
 * Approves for each member and commits, at the next sequence when package, policy or collections differ from the
 * channel's.
 * Every step first looks whether it was done, so a start that was killed in between goes on where it stood.
 * @param members - sessions of all members of the channel, as administrators.
 * @throws {Error} when a collection of the channel's definition is missing, or is to live for other than its blocks.
 */
export async function deployChaincode(
  members: readonly PeerSession[],
  definition: ChaincodeDefinition,
  chaincode: ChaincodePackage,
): Promise<Deployment> {
  const { channel, name } = definition;
  const [first] = members;
  if (first === undefined) throw new Error(`channel ${channel} has no members`);
  const committed = await until(
    `definition of ${name} on ${channel} read`,
    () => committedDefinition(first, channel, name),
    { withinMs: WITHIN_MS },
  );
  requireCollectionsKept(`${name} on ${channel}`, committed.collections, definition.collections ?? []);
  const changed = !isDefinedAs(committed, definition);
  const sequence = changed ? committed.sequence + 1 : committed.sequence;
  await Promise.all(members.map((member) => approveOnce(member, definition, sequence, chaincode.packageId)));
  if (changed) await commitOnce(first, definition, sequence);
  return { channel, name, sequence, changed };
}

async function approveOnce(
  member: PeerSession,
  definition: ChaincodeDefinition,
  sequence: number,
  packageId: string,
): Promise<void> {
  const what = `${definition.name} approved by ${member.organisation} on ${definition.channel}`;
  await until(
    what,
    async () => {
      if (await hasApproved(member, definition, sequence, packageId)) return;
      await approveDefinition(member, definition, sequence, packageId);
    },
    { withinMs: WITHIN_MS },
  );
}

/** The commit is endorsed by a majority, whose peers must have seen the approvals: tried until they have. */
async function commitOnce(member: PeerSession, definition: ChaincodeDefinition, sequence: number): Promise<void> {
  await until(
    `${definition.name} committed on ${definition.channel}`,
    async () => {
      const committed = await committedDefinition(member, definition.channel, definition.name);
      if (committed.sequence >= sequence && isDefinedAs(committed, definition)) return;
      await commitDefinition(member, definition, sequence);
    },
    { withinMs: WITHIN_MS },
  );
}

/** What members agree on about a chaincode, and how it is read and changed through a peer. */
import { peer } from '@hyperledger/fabric-protos';
import { collectionPackage, sameCollections, type CollectionDefinition } from './collections';
import type { PeerSession } from './peer-session';
import { failureText } from './until';

const { lifecycle } = peer;

/** A chaincode on a channel as members approve it. */
export interface ChaincodeDefinition {
  readonly channel: string;
  readonly name: string;
  /** Changes with the package, so that new code is a new definition. */
  readonly version: string;
  /** The endorsement policy's bytes. */
  readonly policy: Uint8Array;
  /** Its private data collections; none when absent. */
  readonly collections?: readonly CollectionDefinition[];
}

/** The definition that a channel holds now. */
export interface CommittedDefinition {
  readonly sequence: number;
  readonly version: string;
  readonly policy: Uint8Array;
  /** As Fabric gives them; undefined when it has none. */
  readonly collections: peer.CollectionConfigPackage | undefined;
}

/** The committed definition; sequence 0 when the channel has none of this name. */
export async function committedDefinition(
  session: PeerSession,
  channel: string,
  name: string,
): Promise<CommittedDefinition> {
  const args = new lifecycle.QueryChaincodeDefinitionArgs();
  args.setName(name);
  const answer = await evaluateOrNothing(session, channel, 'QueryChaincodeDefinition', args.serializeBinary(), name);
  if (answer === undefined) return { sequence: 0, version: '', policy: new Uint8Array(), collections: undefined };
  const result = lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(answer);
  return {
    sequence: result.getSequence(),
    version: result.getVersion(),
    policy: result.getValidationParameter_asU8(),
    collections: result.getCollections(),
  };
}

/** Whether a channel's definition is this one, whatever its sequence; the package's bytes show in the version. */
export function isDefinedAs(committed: CommittedDefinition, wanted: ChaincodeDefinition): boolean {
  return (
    committed.version === wanted.version &&
    sameBytes(committed.policy, wanted.policy) &&
    sameCollections(committed.collections, collectionPackage(wanted.collections ?? []))
  );
}

/** Whether the session's organisation has approved exactly this, with this package, at this sequence. */
export async function hasApproved(
  session: PeerSession,
  definition: ChaincodeDefinition,
  sequence: number,
  packageId: string,
): Promise<boolean> {
  const args = new lifecycle.QueryApprovedChaincodeDefinitionArgs();
  args.setName(definition.name);
  args.setSequence(sequence);
  const query = 'QueryApprovedChaincodeDefinition';
  const answer = await evaluateOrNothing(session, definition.channel, query, args.serializeBinary(), definition.name);
  if (answer === undefined) return false;
  const approved = lifecycle.QueryApprovedChaincodeDefinitionResult.deserializeBinary(answer);
  return (
    approved.getVersion() === definition.version &&
    sameBytes(approved.getValidationParameter_asU8(), definition.policy) &&
    sameCollections(approved.getCollections(), collectionPackage(definition.collections ?? [])) &&
    approved.getSource()?.getLocalPackage()?.getPackageId() === packageId
  );
}

/** Approves for the session's organisation, which endorses this alone; returns once committed. */
export async function approveDefinition(
  session: PeerSession,
  definition: ChaincodeDefinition,
  sequence: number,
  packageId: string,
): Promise<void> {
  const args = new lifecycle.ApproveChaincodeDefinitionForMyOrgArgs();
  describe(args, definition, sequence);
  const local = new lifecycle.ChaincodeSource.Local();
  local.setPackageId(packageId);
  const source = new lifecycle.ChaincodeSource();
  source.setLocalPackage(local);
  args.setSource(source);
  await session.gateway
    .getNetwork(definition.channel)
    .getContract('_lifecycle')
    .submit('ApproveChaincodeDefinitionForMyOrg', {
      arguments: [args.serializeBinary()],
      endorsingOrganizations: [session.mspId],
    });
}

/** Makes what a majority approved the channel's definition; returns once committed. */
export async function commitDefinition(
  session: PeerSession,
  definition: ChaincodeDefinition,
  sequence: number,
): Promise<void> {
  const args = new lifecycle.CommitChaincodeDefinitionArgs();
  describe(args, definition, sequence);
  await session.gateway
    .getNetwork(definition.channel)
    .getContract('_lifecycle')
    .submit('CommitChaincodeDefinition', { arguments: [args.serializeBinary()] });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

interface DefinitionArgs {
  setSequence(value: number): void;
  setName(value: string): void;
  setVersion(value: string): void;
  setEndorsementPlugin(value: string): void;
  setValidationPlugin(value: string): void;
  setValidationParameter(value: Uint8Array): void;
  setCollections(value: peer.CollectionConfigPackage): void;
}

/** The plugins must be named: approvals are compared field by field, and a committed definition shows the defaults. */
function describe(args: DefinitionArgs, definition: ChaincodeDefinition, sequence: number): void {
  args.setSequence(sequence);
  args.setName(definition.name);
  args.setVersion(definition.version);
  args.setEndorsementPlugin('escc');
  args.setValidationPlugin('vscc');
  args.setValidationParameter(definition.policy);
  if (definition.collections !== undefined) args.setCollections(collectionPackage(definition.collections));
}

/** The lifecycle tells an absent definition only by its message. */
const ABSENT = /is not defined|could not fetch approved chaincode definition/;

async function evaluateOrNothing(
  session: PeerSession,
  channel: string,
  query: string,
  args: Uint8Array,
  name: string,
): Promise<Uint8Array | undefined> {
  try {
    return await session.gateway
      .getNetwork(channel)
      .getContract('_lifecycle')
      .evaluate(query, { arguments: [args], endorsingOrganizations: [session.mspId] });
  } catch (error) {
    const message = failureText(error);
    if (ABSENT.test(message)) return undefined;
    throw new Error(`${query} of ${name} on ${channel}: ${message}`, { cause: error });
  }
}

/** Key-level endorsement policies as Fabric's bytes: the shim's own helper builds "all of" only. */
import { common, msp } from '@hyperledger/fabric-protos';
import type { Guard } from '@theriac/domain/ledger';

/** The members of a channel by their MSP ids, and how many of them endorse what has no policy of its own. */
export interface Endorsers {
  readonly memberMspIds: readonly string[];
  readonly endorsements: number;
}

/**
 * The policy for a guard on a channel with these members, the same bytes on every endorser.
 *
 * Fabric's evaluator walks all alternatives of an OR and marks every fitting signature as used, so that
 * AND(OR(A, B), OR(all)) fails with exactly A and B: "holder and one other" is AND(holder, OR(the others)),
 * where no signature fits twice, and "either of two" is an OR of two of these.
 *
 * @throws Error when a holder is no member, or the channel has nobody else: such a key could never change again
 */
export function keyPolicy(guard: Guard, { memberMspIds, endorsements }: Endorsers): Uint8Array {
  const members = [...memberMspIds].sort();
  if (guard.rule === 'as-on-channel') return envelope(members, outOf(endorsements, everyOne(members)));
  if (guard.rule === 'holder-and-one-other') return envelope(members, withOneOther(guard.holder, members));
  const either = guard.holders.map((holder) => withOneOther(holder, members));
  return envelope(members, outOf(1, either));
}

function withOneOther(holder: string, members: readonly string[]): common.SignaturePolicy {
  const at = members.indexOf(holder);
  if (at < 0) throw new Error('the holder of a key must be a member of the channel');
  if (members.length < 2) throw new Error('a channel of one member has no other');
  const others = everyOne(members).filter((_, index) => index !== at);
  return outOf(2, [signedBy(at), outOf(1, others)]);
}

function everyOne(members: readonly string[]): common.SignaturePolicy[] {
  return members.map((_, index) => signedBy(index));
}

function envelope(mspIds: readonly string[], rule: common.SignaturePolicy): Uint8Array {
  const policy = new common.SignaturePolicyEnvelope();
  policy.setVersion(0);
  policy.setIdentitiesList(mspIds.map(peerOf));
  policy.setRule(rule);
  return policy.serializeBinary();
}

function peerOf(mspId: string): msp.MSPPrincipal {
  const role = new msp.MSPRole();
  role.setMspIdentifier(mspId);
  role.setRole(msp.MSPRole.MSPRoleType.PEER);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  return principal;
}

function signedBy(index: number): common.SignaturePolicy {
  const policy = new common.SignaturePolicy();
  policy.setSignedBy(index);
  return policy;
}

function outOf(count: number, rules: common.SignaturePolicy[]): common.SignaturePolicy {
  const nOutOf = new common.SignaturePolicy.NOutOf();
  nOutOf.setN(count);
  nOutOf.setRulesList(rules);
  const policy = new common.SignaturePolicy();
  policy.setNOutOf(nOutOf);
  return policy;
}

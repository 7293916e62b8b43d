/** "n of m members", each by a signature of its own, in the bytes of Fabric's signature policies. */
import { common, msp } from '@hyperledger/fabric-protos';

/** Who of a member counts: any of its certificates, or its peers alone. */
export const { MEMBER, PEER } = msp.MSPRole.MSPRoleType;

/** Any of the roles that a policy here asks for. */
export type PolicyRole = typeof MEMBER | typeof PEER;

/** The policy that so many of these members satisfy; the same arguments give the same bytes. */
export function signaturePolicy(
  signatures: number,
  mspIds: readonly string[],
  role: PolicyRole,
): common.SignaturePolicyEnvelope {
  const choice = new common.SignaturePolicy.NOutOf();
  choice.setN(signatures);
  choice.setRulesList(mspIds.map((_, index) => signedBy(index)));
  const rule = new common.SignaturePolicy();
  rule.setNOutOf(choice);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(rule);
  envelope.setIdentitiesList(mspIds.map((mspId) => principalOf(mspId, role)));
  return envelope;
}

function signedBy(index: number): common.SignaturePolicy {
  const rule = new common.SignaturePolicy();
  rule.setSignedBy(index);
  return rule;
}

function principalOf(mspId: string, role: PolicyRole): msp.MSPPrincipal {
  const required = new msp.MSPRole();
  required.setMspIdentifier(mspId);
  required.setRole(role);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(required.serializeBinary());
  return principal;
}

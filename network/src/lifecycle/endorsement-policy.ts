/** "n of m members' peers", in the bytes that Fabric keeps with a chaincode's definition. */
import { common, msp, peer } from '@hyperledger/fabric-protos';

/** The policy as a definition's validation parameter. */
export function endorsementPolicy(endorsements: number, mspIds: readonly string[]): Uint8Array {
  const rule = new common.SignaturePolicy();
  const choice = new common.SignaturePolicy.NOutOf();
  choice.setN(endorsements);
  choice.setRulesList(
    mspIds.map((_, index) => {
      const signedBy = new common.SignaturePolicy();
      signedBy.setSignedBy(index);
      return signedBy;
    }),
  );
  rule.setNOutOf(choice);
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(rule);
  envelope.setIdentitiesList(mspIds.map(peersOf));
  const policy = new peer.ApplicationPolicy();
  policy.setSignaturePolicy(envelope);
  return policy.serializeBinary();
}

function peersOf(mspId: string): msp.MSPPrincipal {
  const role = new msp.MSPRole();
  role.setMspIdentifier(mspId);
  role.setRole(msp.MSPRole.MSPRoleType.PEER);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  return principal;
}

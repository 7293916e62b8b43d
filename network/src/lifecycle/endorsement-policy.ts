/** "n of m members' peers", in the bytes that Fabric keeps with a chaincode's definition. */
import { peer } from '@hyperledger/fabric-protos';
import { PEER, signaturePolicy } from './signature-policy';

/** The policy as a definition's validation parameter. */
export function endorsementPolicy(endorsements: number, mspIds: readonly string[]): Uint8Array {
  const policy = new peer.ApplicationPolicy();
  policy.setSignaturePolicy(signaturePolicy(endorsements, mspIds, PEER));
  return policy.serializeBinary();
}

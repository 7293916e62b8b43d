/** Endorsement policies: as a tree to write and read, and as Fabric's SignaturePolicyEnvelope. */
import { common, msp } from '@hyperledger/fabric-protos';

/** Whose signature fits. `member` is anybody with a certificate of the organisation. */
export type PolicyRole = 'member' | 'peer' | 'client' | 'admin' | 'orderer';

/** One signature by an organisation's unit. */
export interface SignedBy {
  readonly kind: 'signed-by';
  readonly mspId: string;
  readonly role: PolicyRole;
}

/** At least n of the rules. */
export interface OutOf {
  readonly kind: 'out-of';
  readonly n: number;
  readonly rules: readonly Policy[];
}

/** A signature policy. */
export type Policy = SignedBy | OutOf;

const { MSPRoleType } = msp.MSPRole;
const ROLE_TYPES: Readonly<Record<PolicyRole, ReturnType<msp.MSPRole['getRole']>>> = {
  member: MSPRoleType.MEMBER,
  peer: MSPRoleType.PEER,
  client: MSPRoleType.CLIENT,
  admin: MSPRoleType.ADMIN,
  orderer: MSPRoleType.ORDERER,
};

/** A signature of an organisation's peer. */
export const peerOf = (mspId: string): SignedBy => ({ kind: 'signed-by', mspId, role: 'peer' });

/** A signature of anybody in an organisation. */
export const memberOf = (mspId: string): SignedBy => ({ kind: 'signed-by', mspId, role: 'member' });

/** At least n of these; a string is a peer of that MSP. */
export const outOf = (n: number, ...rules: readonly (Policy | string)[]): OutOf => ({
  kind: 'out-of',
  n,
  rules: rules.map((rule) => (typeof rule === 'string' ? peerOf(rule) : rule)),
});

/** All of these: Fabric's AND. */
export const allOf = (...rules: readonly (Policy | string)[]): OutOf => outOf(rules.length, ...rules);

/** Any of these: Fabric's OR. */
export const anyOf = (...rules: readonly (Policy | string)[]): OutOf => outOf(1, ...rules);

/** A serialised `common.SignaturePolicyEnvelope`. */
export function policyBytes(policy: Policy): Uint8Array {
  const principals: msp.MSPPrincipal[] = [];
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setRule(toRule(policy, principals));
  envelope.setIdentitiesList(principals);
  return envelope.serializeBinary();
}

/**
 * Reads a serialised `common.SignaturePolicyEnvelope`.
 *
 * @throws Error when the bytes are none, or name principals other than roles
 */
export function parsePolicy(bytes: Uint8Array): Policy {
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(bytes);
  return fromRule(envelope.getRule(), envelope.getIdentitiesList().map(toSignedBy));
}

function toRule(policy: Policy, principals: msp.MSPPrincipal[]): common.SignaturePolicy {
  const rule = new common.SignaturePolicy();
  if (policy.kind === 'signed-by') {
    rule.setSignedBy(principals.push(toPrincipal(policy)) - 1);
    return rule;
  }
  const nOutOf = new common.SignaturePolicy.NOutOf();
  nOutOf.setN(policy.n);
  nOutOf.setRulesList(policy.rules.map((inner) => toRule(inner, principals)));
  rule.setNOutOf(nOutOf);
  return rule;
}

function toPrincipal({ mspId, role }: SignedBy): msp.MSPPrincipal {
  const mspRole = new msp.MSPRole();
  mspRole.setMspIdentifier(mspId);
  mspRole.setRole(ROLE_TYPES[role]);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(mspRole.serializeBinary());
  return principal;
}

function fromRule(rule: common.SignaturePolicy | undefined, principals: readonly SignedBy[]): Policy {
  const nOutOf = rule?.getNOutOf();
  if (nOutOf !== undefined) {
    return {
      kind: 'out-of',
      n: nOutOf.getN(),
      rules: nOutOf.getRulesList().map((inner) => fromRule(inner, principals)),
    };
  }
  const signedBy = rule?.hasSignedBy() === true ? principals[rule.getSignedBy()] : undefined;
  if (signedBy === undefined) throw new Error('these bytes are not a SignaturePolicyEnvelope');
  return signedBy;
}

function toSignedBy(principal: msp.MSPPrincipal): SignedBy {
  if (principal.getPrincipalClassification() !== msp.MSPPrincipal.Classification.ROLE) {
    throw new Error('the test ledger reads policies over roles only');
  }
  const mspRole = msp.MSPRole.deserializeBinary(principal.getPrincipal_asU8());
  const [role] = Object.entries(ROLE_TYPES).find(([, type]) => type === mspRole.getRole()) ?? [];
  if (role === undefined) throw new Error(`unknown role ${mspRole.getRole()} in a policy`);
  return { kind: 'signed-by', mspId: mspRole.getMspIdentifier(), role: role as PolicyRole };
}

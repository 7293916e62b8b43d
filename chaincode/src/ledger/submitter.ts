/** Who acts: read from the submitting certificate alone, which the peer has checked before the contract sees it. */
import { X509Certificate } from 'node:crypto';
import { type Consortium, memberByMsp } from '@theriac/domain/consortium';
import { glnSchema } from '@theriac/domain/gs1';
import { type Actor, LedgerError, roleSchema } from '@theriac/domain/ledger';
import { type ChaincodeStub, ClientIdentity } from 'fabric-shim';

/**
 * The actor behind a transaction.
 *
 * @throws LedgerError UNKNOWN_MEMBER when the certificate's MSP is no member's, NOT_PERMITTED when the certificate
 * carries no role of the vocabulary, or a site that is not one of its organisation's
 */
export function submitterOf(stub: ChaincodeStub, consortium: Consortium): Actor {
  const identity = new ClientIdentity(stub);
  const member = memberByMsp(consortium, identity.getMSPID());
  if (member === undefined) throw new LedgerError('UNKNOWN_MEMBER', 'the certificate belongs to no member');
  const role = roleSchema.safeParse(identity.getAttributeValue('role'));
  if (!role.success) throw new LedgerError('NOT_PERMITTED', 'the certificate carries no role of this network');
  const { name: organisation, kind, mspId } = member;
  const site = siteOf(
    identity.getAttributeValue('site'),
    member.sites.map((known) => known.gln),
  );
  return { organisation, kind, mspId, role: role.data, site, name: commonNameOf(identity.getIDBytes()) };
}

function siteOf(attribute: string | null, sites: readonly string[]): Actor['site'] {
  if (attribute === null) return undefined;
  const site = glnSchema.safeParse(attribute);
  if (!site.success || !sites.includes(site.data)) {
    throw new LedgerError('NOT_PERMITTED', 'the certificate’s site is not one of its organisation');
  }
  return site.data;
}

/** Node writes a subject as one `TYPE=value` a line. */
function commonNameOf(certificate: Uint8Array): string {
  const [, name] = /^CN=(.+)$/m.exec(new X509Certificate(certificate).subject) ?? [];
  if (name === undefined) throw new LedgerError('NOT_PERMITTED', 'the certificate has no common name');
  return name;
}

/** Membership service: who stands behind serialised identities, judged by the organisations' roots. */
import { msp } from '@hyperledger/fabric-protos';
import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Unit } from './certificate-authority';

/** An identity that an organisation's root vouches for. */
export interface Member {
  readonly mspId: string;
  /** Equal for equal identities. */
  readonly id: string;
  /** The certificate's organisational units. */
  readonly units: readonly string[];
  readonly publicKey: KeyObject;
}

/** Whether a member is such a unit by its certificate (NodeOUs). */
export function isUnit(member: Member, unit: Unit): boolean {
  return member.units.includes(unit);
}

/** The roots of a network, by MSP id. */
export class Membership {
  private readonly known = new Map<string, Member | undefined>();
  private readonly roots: ReadonlyMap<string, X509Certificate>;

  /** @param roots PEM certificates by MSP id */
  constructor(roots: ReadonlyMap<string, string>) {
    this.roots = new Map([...roots].map(([mspId, pem]) => [mspId, new X509Certificate(pem)]));
  }

  /** The member behind a `msp.SerializedIdentity`; undefined when no root vouches for it. */
  recognise(serialized: Uint8Array): Member | undefined {
    const id = Buffer.from(serialized).toString('base64');
    if (!this.known.has(id)) this.known.set(id, this.read(serialized, id));
    return this.known.get(id);
  }

  private read(serialized: Uint8Array, id: string): Member | undefined {
    const identity = msp.SerializedIdentity.deserializeBinary(serialized);
    const root = this.roots.get(identity.getMspid());
    if (root === undefined) return undefined;
    const certificate = new X509Certificate(Buffer.from(identity.getIdBytes_asU8()));
    if (certificate.ca || !certificate.verify(root.publicKey)) return undefined;
    // Fabric CA writes kind and affiliation side by side, which Node shows as `OU=client + OU=people`.
    const units = certificate.subject
      .split(/\n| \+ /)
      .flatMap((name) => (name.startsWith('OU=') ? [name.slice(3)] : []));
    return { mspId: identity.getMspid(), id, units, publicKey: certificate.publicKey };
  }
}

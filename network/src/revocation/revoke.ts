/** Revokes a person or a machine: at their organisation's authority, and on every channel that knows the organisation. */
import {
  CA_ERROR,
  CaError,
  certificateNumber,
  markRevoked,
  serialOf,
  type CaClient,
  type Credential,
  type RevocationReason,
} from '@theriac/fabric-ca';
import { readCredential, renewCertificates, withAuthorities, writeRevocationList } from '../certificates';
import { channelsDefining } from '../channels/configuration';
import type { PeerPlace } from '../lifecycle/peer-session';
import { publishList, type PublishedList } from './publish-list';
import type { RevocationSubject } from './revocation-subject';

/** How to go about it. */
export interface RevokeOptions {
  readonly reason: RevocationReason;
  /** Takes a person's certificates back, and leaves them the right to new ones; machines always keep it. */
  readonly certificatesOnly: boolean;
  readonly report: (line: string) => void;
}

/** What was done. */
export interface RevocationOutcome {
  /** Certificates that were revoked just now; none when an earlier run had come so far. */
  readonly certificates: number;
  readonly channels: readonly PublishedList[];
}

/** The authority of the subject, and the registrar to ask as. */
interface Authority {
  readonly client: CaClient;
  readonly registrar: Credential;
}

/**
 * Revokes, and waits until peers refuse. Each step looks first whether it was done: a run that was killed is finished by
 * the next one, and a run too many changes nothing.
 * @throws {CaError} when the authority does not answer as it should.
 */
export async function revoke(
  network: PeerPlace,
  subject: RevocationSubject,
  options: RevokeOptions,
): Promise<RevocationOutcome> {
  const { organisation, id } = subject;
  // The administrator signs the change that refuses its former certificates.
  if (id === `admin-${organisation}`) await renewCertificates(network, organisation, id);
  return withAuthorities(network, organisation, async ({ clients, registrars }) => {
    const authority = { client: clients.identity, registrar: registrars.identity };
    if (isForGood(subject, options)) await markRevoked(authority.client, authority.registrar, id);
    let certificates = 0;
    let channels: PublishedList[] | undefined;
    for (;;) {
      const revoked = await revokeAtAuthority(network, authority, subject, options);
      // Who was enrolling just then holds a certificate that the first list lacks: asked until there is none.
      if (channels !== undefined && revoked === 0) return { certificates, channels };
      certificates += revoked;
      if (revoked > 0) options.report(`certificates revoked: ${revoked}`);
      channels = await publishEverywhere(network, organisation, authority, options);
    }
  });
}

/** Whether the identity itself is revoked, with all that it will ever have. */
function isForGood({ isMachine }: RevocationSubject, { certificatesOnly }: RevokeOptions): boolean {
  return !isMachine && !certificatesOnly;
}

/** How many certificates were revoked. */
async function revokeAtAuthority(
  network: PeerPlace,
  authority: Authority,
  subject: RevocationSubject,
  options: RevokeOptions,
): Promise<number> {
  const { client, registrar } = authority;
  if (!isForGood(subject, options)) return revokeCertificates(network, authority, subject, options.reason);
  try {
    return (await client.revoke(registrar, { id: subject.id, reason: options.reason })).length;
  } catch (error) {
    if (!(error instanceof CaError && error.has(CA_ERROR.unknownIdentity))) throw error;
    options.report('there was never a certificate of this name, and there will be none');
    return 0;
  }
}

/** All of an identity's certificates but the administrator's newest, which the identity goes on with. */
async function revokeCertificates(
  { layout }: PeerPlace,
  { client, registrar }: Authority,
  { organisation, id }: RevocationSubject,
  reason: RevocationReason,
): Promise<number> {
  const newest = readCredential(layout.organisation(organisation, 'admin', 'msp'), 'msp')?.certificate;
  const kept = newest === undefined ? undefined : serialOf(newest);
  const held = (await client.certificatesOf(registrar, id)).map(certificateNumber);
  const lost = held.filter(({ serial }) => serial !== kept);
  await Promise.all(
    lost.map(async (number) => {
      try {
        await client.revoke(registrar, { ...number, reason });
      } catch (error) {
        // Another run came first.
        if (!(error instanceof CaError && error.has(CA_ERROR.alreadyRevoked))) throw error;
      }
    }),
  );
  return lost.length;
}

async function publishEverywhere(
  network: PeerPlace,
  organisation: string,
  { client, registrar }: Authority,
  { report }: RevokeOptions,
): Promise<PublishedList[]> {
  const newestList = (): Promise<string> => client.generateCrl(registrar);
  // For what nodes decide outside of any channel, and for channels that are made later.
  writeRevocationList(network, organisation, await newestList());
  return Promise.all(
    channelsDefining(network.topology, organisation).map(async (defining) => {
      const published = await publishList(network, organisation, defining, newestList);
      report(publishedLine(published));
      return published;
    }),
  );
}

/** Such as `supply: in force at pharmacy, manufacturer (0.4 s); not yet at hospital`. */
function publishedLine({ channel, changed, inForce, missing, milliseconds }: PublishedList): string {
  const what = changed ? 'in force' : 'was in force already';
  const away =
    missing.length === 0 ? '' : `; not yet at ${missing.join(', ')}, who refuse as soon as they have caught up`;
  return `${channel}: ${what} at ${inForce.join(', ')} (${(milliseconds / 1000).toFixed(1)} s)${away}`;
}

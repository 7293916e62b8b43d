/** Issues one certificate, whatever there was before. */
import type { KeyObject } from 'node:crypto';
import { requestCertificate } from '@theriac/fabric-ca';
import { newSecret } from './ca-folder';
import type { PlannedCertificate } from './certificate-plan';
import { writeCredential } from './credential-folder';
import type { Authorities } from './reach-authorities';

/**
 * Registers, enrols and writes the certificate into its folder.
 * @param key - to be kept, where others have noted it; a new one when absent.
 * @throws {CaError} when the authority refuses.
 */
export async function issue(
  folder: string,
  planned: PlannedCertificate,
  { clients, registrars, roots }: Authorities,
  key?: KeyObject,
): Promise<void> {
  const authority = planned.kind === 'tls' ? 'tls' : 'identity';
  const client = clients[authority];
  const { id, type, attributes, rights = {}, affiliation = '', profile, hosts } = planned;
  // The secret serves this one enrolment and is never stored: who is interrupted registers again with another.
  const secret = newSecret();
  await client.register(registrars[authority], { id, type, attributes, rights, affiliation, secret });
  const { key: own, request } = await requestCertificate(id, hosts, key);
  const certificate = await client.enrolRequest({
    id,
    secret,
    request,
    attributes: Object.keys(attributes),
    ...(profile === undefined ? {} : { profile }),
  });
  writeCredential(folder, planned.kind, { certificate, key: own }, roots);
}

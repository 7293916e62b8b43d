/** Gets the registrar its certificates at an organisation's first start. */
import type { CaClient, Credential } from '@theriac/fabric-ca';
import { MACHINE_PROFILE, REGISTRAR } from './ca-config';
import type { CaFolder } from './ca-folder';
import { readCredential, writeCredential, type OrganisationRoots } from './credential-folder';

/** An organisation's two authorities. */
export interface CaClients {
  readonly tls: CaClient;
  readonly identity: CaClient;
}

/** The registrar at each of them. */
export interface Registrars {
  readonly tls: Credential;
  readonly identity: Credential;
}

/** The registrar's certificates: those on disk, or ones enrolled with the one-time secrets. */
export async function registrarsOf(
  folder: CaFolder,
  clients: CaClients,
  roots: OrganisationRoots,
): Promise<Registrars> {
  const enrolled = async (
    path: string,
    client: CaClient,
    secret: () => string,
    profile?: string,
  ): Promise<Credential> => {
    const held = readCredential(path, 'msp');
    if (held !== undefined) return held;
    const fresh = await client.enrol({
      id: REGISTRAR,
      secret: secret(),
      attributes: [],
      ...(profile === undefined ? {} : { profile }),
    });
    writeCredential(path, 'msp', fresh, roots);
    return fresh;
  };
  const [tls, identity] = await Promise.all([
    enrolled(folder.registrarAtTls, clients.tls, () => secretOf(folder, 'tls')),
    enrolled(folder.registrarAtIdentity, clients.identity, () => secretOf(folder, 'identity'), MACHINE_PROFILE),
  ]);
  return { tls, identity };
}

function secretOf(folder: CaFolder, authority: 'tls' | 'identity'): string {
  const secret = folder.secrets?.[authority];
  if (secret === undefined) throw new Error(`${folder.path} was not prepared: there is no secret for its registrar`);
  return secret;
}

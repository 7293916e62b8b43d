/** Reaches an organisation's authorities, and waits for a server that is still starting. */
import { setTimeout as sleep } from 'node:timers/promises';
import { placementOf, portsIn } from '../native/native-network';
import { CaClient, type CaEndpoint } from '@theriac/fabric-ca';
import { callerCredential } from './ca-callers';
import { IDENTITY_CA, TLS_CA } from './ca-config';
import type { CaFolder } from './ca-folder';
import { caFolderOf, certificateAuthorityName, type CertifiedNetwork } from './certificate-authority';
import type { OrganisationRoots } from './credential-folder';
import { registrarsOf, type CaClients, type Registrars } from './registrar';

/** An organisation's authorities, who answer, and the registrar to ask as. */
export interface Authorities {
  readonly clients: CaClients;
  readonly registrars: Registrars;
  readonly roots: OrganisationRoots;
}

type Server = Omit<CaEndpoint, 'name' | 'tlsRoot'>;

/** A server makes its keys, database and listener's certificate first: 0.2 s, seconds on a busy machine. */
const START_TIMEOUT_MS = 60_000;
const START_POLL_MS = 50;

/**
 * Does work with an organisation's authorities.
 * @throws {Error} when the server does not answer within a minute.
 */
export async function withAuthorities<T>(
  network: CertifiedNetwork,
  organisation: string,
  work: (authorities: Authorities) => Promise<T>,
): Promise<T> {
  const folder = caFolderOf(network, organisation);
  const server = {
    host: placementOf(network).hostOf(certificateAuthorityName(organisation)),
    port: portsIn(network, organisation).ca,
    caller: callerCredential(network.layout, organisation, 'registrar'),
  };
  const roots = await waitForServer(folder, server);
  const clients = clientsOf(server, roots.tls);
  try {
    return await work({ clients, roots, registrars: await registrarsOf(folder, clients, roots) });
  } finally {
    close(clients);
  }
}

async function waitForServer(folder: CaFolder, server: Server): Promise<OrganisationRoots> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await askServer(folder, server);
    } catch (error) {
      if (Date.now() > deadline) {
        throw new Error(`the certificate authority at ${server.host}:${server.port} does not answer`, { cause: error });
      }
      await sleep(START_POLL_MS);
    }
  }
}

async function askServer(folder: CaFolder, server: Server): Promise<OrganisationRoots> {
  const roots = folder.roots;
  if (roots === undefined) throw new Error(`${folder.path} holds no roots yet`);
  const clients = clientsOf(server, roots.tls);
  try {
    await clients.identity.ping();
    return roots;
  } finally {
    close(clients);
  }
}

function clientsOf(server: Server, tlsRoot: string): CaClients {
  const client = (name: string): CaClient => new CaClient({ ...server, name, tlsRoot });
  return { tls: client(TLS_CA), identity: client(IDENTITY_CA) };
}

function close(clients: CaClients): void {
  clients.tls.close();
  clients.identity.close();
}

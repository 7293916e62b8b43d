/** An organisation's Fabric CA server: prepared before its first start, and sealed after it. */
import type { FabricBinaries } from '../fabric-build';
import { placementOf, portsIn, type NativeNetwork } from '../native/native-network';
import type { ProcessSpec } from '../processes/process-spec';
import { identityConfig, serverConfig, type BootstrapSecrets } from './ca-config';
import { callerCertificates, ensureCallers } from './ca-callers';
import { CaFolder } from './ca-folder';
import { ownerOnlyFolder, writeOwnerOnly } from './owner-only';

/** The network that certificates are for. */
export type CertifiedNetwork = Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>;

/** Such as `ca-pharmacy`. */
export function certificateAuthorityName(organisation: string): string {
  return `ca-${organisation}`;
}

/** The files of an organisation's CA. */
export function caFolderOf(network: CertifiedNetwork, organisation: string): CaFolder {
  return new CaFolder(network.layout.organisation(organisation, 'ca'));
}

/**
 * Writes the server's configuration; called before each start. Until the registrar has its certificates, the
 * configuration holds its one-time secrets, later none.
 * @throws {Error} when the registrar's certificate is gone: nobody can make another for a CA that exists.
 */
export async function prepareCertificateAuthority(network: CertifiedNetwork, organisation: string): Promise<void> {
  const folder = caFolderOf(network, organisation);
  ownerOnlyFolder(folder.path);
  await ensureCallers(network.layout, organisation);
  writeConfiguration(network, organisation, secretsFor(folder, organisation));
}

/** Takes the bootstrap identity out of the configuration and forgets its secrets: the registrar has certificates now. */
export function sealCertificateAuthority(network: CertifiedNetwork, organisation: string): void {
  writeConfiguration(network, organisation, undefined);
  caFolderOf(network, organisation).forgetSecrets();
}

/** The server's process. */
export function certificateAuthorityProcess(
  network: CertifiedNetwork & { readonly fabric: Pick<FabricBinaries, 'fabricCaServer'> },
  organisation: string,
): ProcessSpec {
  const { path } = caFolderOf(network, organisation);
  const { ca, caOperations } = portsIn(network, organisation);
  return {
    name: certificateAuthorityName(organisation),
    // The server makes its database and keys readable to all but for the umask; exec keeps the process the same.
    command: '/bin/sh',
    args: ['-c', 'umask 077 && exec "$0" "$@"', network.fabric.fabricCaServer, 'start'],
    env: { FABRIC_CA_SERVER_HOME: path },
    cwd: path,
    ports: [ca, caOperations],
  };
}

function secretsFor(folder: CaFolder, organisation: string): BootstrapSecrets | undefined {
  if (folder.hasRegistrar) return undefined;
  const secrets = folder.secrets;
  if (secrets !== undefined) return secrets;
  if (folder.hasDatabase) {
    throw new Error(
      `the certificate of ${organisation}'s registrar is gone from ${folder.path}: put the folder back, or begin anew with npm run reset`,
    );
  }
  return folder.makeSecrets();
}

function writeConfiguration(
  network: CertifiedNetwork,
  organisation: string,
  secrets: BootstrapSecrets | undefined,
): void {
  const folder = caFolderOf(network, organisation);
  const { ca, caOperations } = portsIn(network, organisation);
  const settings = {
    organisation,
    listenAddress: placementOf(network).listenAddress,
    port: ca,
    operationsPort: caOperations,
    hosts: ['localhost', '127.0.0.1', '::1', certificateAuthorityName(organisation)],
    callers: callerCertificates(network.layout, organisation),
    ...(secrets === undefined ? {} : { secrets }),
  };
  writeOwnerOnly(folder.serverConfig, serverConfig(settings));
  writeOwnerOnly(folder.identityConfig, identityConfig(settings));
}

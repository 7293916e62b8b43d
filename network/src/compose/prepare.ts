/**
 * First service of docker-compose.yaml: gives the volumes to the user whom all other services run as, and writes what
 * must be there before the certificate authorities and the database start.
 */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { prepareCertificateAuthority } from '../certificates';
import { databasePaths } from '../database/database-paths';
import { ensurePassword } from '../database/password-file';
import { SUPERUSER } from '../database/prepare-database';
import { loadTopology } from '../topology';
import { DATABASE_SECRET_FILE, DATABASE_SECRET_FOLDER } from './container-files';
import { CONTAINER_USER, containerNetwork } from './container-network';

const network = containerNetwork(loadTopology());
const { state } = network.layout;

for (const [folder, mode] of [
  [state, 0o700],
  [DATABASE_SECRET_FOLDER, 0o755],
] as const) {
  mkdirSync(folder, { recursive: true });
  chownSync(folder, CONTAINER_USER.uid, CONTAINER_USER.gid);
  chmodSync(folder, mode);
}
process.setgid?.(CONTAINER_USER.gid);
process.setuid?.(CONTAINER_USER.uid);
process.umask(0o077);

async function prepare(): Promise<void> {
  await Promise.all(network.topology.organisations.map(({ name }) => prepareCertificateAuthority(network, name)));
  writeFileSync(DATABASE_SECRET_FILE, ensurePassword(databasePaths(state).passwords, SUPERUSER));
  // The volume is the database's alone, and its image reads it as a user of its own.
  chmodSync(DATABASE_SECRET_FILE, 0o644);
}

void prepare();

/** Files by which containers hand one another what only the set-up knows. */
import { join } from 'node:path';
import type { StateLayout } from '../native/state-layout';

/** Service and host of the database. */
export const DATABASE = 'database';

/** A volume of its own: the database's image reads its password as another user, who may see nothing else. */
export const DATABASE_SECRET_FOLDER = '/run/theriac-database';

/** The database owner's password, for the database's image. */
export const DATABASE_SECRET_FILE = join(DATABASE_SECRET_FOLDER, 'password');

/** Exists, within the set-up's container, from the moment on at which peers, orderers and chaincode may start. */
export const NODES_MAY_START = '/tmp/nodes-may-start';

/** How a container of ours runs its process: arguments, environment, folder. */
export function processFile(layout: StateLayout, process: string): string {
  return join(layout.state, 'containers', `${process}.json`);
}

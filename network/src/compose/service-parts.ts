/** What the services of docker-compose.yaml have in common. */
import type { TopologyChannel } from '../topology';
import { CONTAINER_USER, STATE_FOLDER } from './container-network';

/** A service, in Compose's words. */
export type ComposeService = Readonly<Record<string, unknown>>;

/** When one service may start, by what another one has come to. */
export type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

/** The one-shot service after which certificates and configurations are there. */
export const SET_UP = 'set-up';
const GRACE = '30s';

/** Whom all but the preparation and the database run as. */
export const USER = `${CONTAINER_USER.uid}:${CONTAINER_USER.gid}`;
/** Keys, configurations and ledgers. */
export const STATE_VOLUME = `state:${STATE_FOLDER}`;
/** Holds a service back until others have come so far. */
export const after = (condition: Condition, ...services: string[]): object => ({
  depends_on: Object.fromEntries(services.map((service) => [service, { condition }])),
});
/** An image of ours; all are built from the checkout's top. */
export const image = (name: string): object => ({
  image: `theriac/${name}`,
  build: { context: '.', dockerfile: `network/compose/${name}.Dockerfile` },
});
/** One bounded log a container. */
const BOUNDED_LOG = { logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '2' } } };
/** Runs until it is stopped. */
export const LASTING = { restart: 'unless-stopped', stop_grace_period: GRACE, ...BOUNDED_LOG };
/** Runs once. */
export const ONCE = { restart: 'no', ...BOUNDED_LOG };

/** Whose service it is, and for which channels. */
export function labels(organisation: string, channels: readonly TopologyChannel[] = []): object {
  return {
    'theriac.organisation': organisation,
    ...(channels.length === 0 ? {} : { 'theriac.channels': channels.map(({ name }) => name).join(',') }),
  };
}

/** Waits until every gateway says that it is ready: its own peer, its projections, its database. */
import { readFileSync } from 'node:fs';
import { gatewayUrl } from '../native/gateway-process';
import type { NativeNetwork } from '../native/native-network';
import { until } from '../lifecycle/until';
import { askReady } from './ask-ready';

const WITHIN_MS = 60_000;
/** Seldom enough not to be what the gateways are busy with. */
const POLL_MS = 250;

/** How to wait for gateways. */
export interface GatewayPatience {
  readonly withinMs?: number;
  /** Told of each as it becomes ready. */
  readonly onReady?: (organisation: string) => void;
}

/**
 * Polls `/readyz` of each gateway.
 * @throws {NotInTimeError} with what the slowest one said last.
 */
export async function waitForGateways(
  network: Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>,
  { withinMs = WITHIN_MS, onReady }: GatewayPatience = {},
): Promise<void> {
  await Promise.all(
    network.topology.organisations.map(async ({ name }) => {
      await waitForGateway(network, name, withinMs);
      onReady?.(name);
    }),
  );
}

/**
 * Polls `/readyz` of one organisation's gateway.
 * @throws {NotInTimeError} with what it said last.
 */
export async function waitForGateway(
  network: Parameters<typeof waitForGateways>[0],
  organisation: string,
  withinMs: number = WITHIN_MS,
): Promise<void> {
  const url = `${gatewayUrl(network, organisation)}/readyz`;
  const tls = () => ({ ca: readFileSync(network.layout.tlsRoot(organisation)) });
  await until(`gateway of ${organisation} ready`, () => askReady(url, tls), { withinMs, everyMs: POLL_MS });
}

/** Waits until every gateway says that it is ready: its own peer, its projections, its database. */
import { gatewayName } from '../native/gateway-process';
import { placementOf, portsIn, type NativeNetwork } from '../native/native-network';
import { until } from '../lifecycle/until';

const WITHIN_MS = 60_000;
const ANSWER_MS = 5_000;
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
  network: Pick<NativeNetwork, 'topology' | 'name' | 'placement'>,
  { withinMs = WITHIN_MS, onReady }: GatewayPatience = {},
): Promise<void> {
  await Promise.all(
    network.topology.organisations.map(async ({ name }) => {
      const url = `http://${placementOf(network).hostOf(gatewayName(name))}:${portsIn(network, name).gateway}/readyz`;
      await until(`gateway of ${name} ready`, () => askReady(url), { withinMs, everyMs: POLL_MS });
      onReady?.(name);
    }),
  );
}

async function askReady(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${text.slice(0, 500)}`);
}

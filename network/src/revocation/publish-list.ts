/** Puts an organisation's revocation list into one channel, and waits until the members' peers judge by it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { common } from '@hyperledger/fabric-protos';
import { revokedSerials } from '@theriac/fabric-ca';
import type { DefiningChannel } from '../channels/configuration';
import type { ConfigurationSource } from '../channels/configuration-source';
import { OrdererRefusedError } from '../channels/orderer-session';
import { revocationUpdate } from '../channels/revocation-update';
import { updateEnvelope } from '../channels/signed-envelope';
import { submitUpdate } from '../channels/submit-update';
import type { PeerPlace } from '../lifecycle/peer-session';
import { failureText } from '../lifecycle/until';
import { roleOn } from './channel-role';
import { refusesAll, requireNothingForgotten } from './listed-serials';

/** What became of a channel. */
export interface PublishedList {
  readonly channel: string;
  /** False when the channel held the list already. */
  readonly changed: boolean;
  /** Whose nodes judge by the list now: the members' peers, or where the organisation only orders its own orderer. */
  readonly inForce: readonly string[];
  /** Whose peers do not answer, or lag: they refuse as soon as they have caught up. */
  readonly missing: readonly string[];
  readonly milliseconds: number;
}

/** Other organisations change a channel's configuration too, and their changes overtake. */
const ATTEMPTS = 8;
const RETRY_MS = 150;
/** Ordered within half a second; after the death of a leader it takes some three seconds more. */
const ORDERED_WITHIN_MS = 8_000;
const PEERS_WITHIN_MS = 10_000;
/** Nobody answers at a peer's address for so long: it does not run. */
const AWAY_AFTER_MS = 3_000;
const POLL_MS = 50;

type Check = (config: common.Config) => boolean;

/**
 * Publishes, unless every definition of the organisation on the channel refuses all that the authority revoked.
 * @param newestList - asks the authority for its list, PEM. Asked anew for each attempt and after the configuration was
 *   read, so that the list never lacks what another run has published in between.
 * @throws {OrdererRefusedError} when the orderers refuse the change for good.
 */
export async function publishList(
  network: PeerPlace,
  organisation: string,
  defining: DefiningChannel,
  newestList: () => Promise<string>,
): Promise<PublishedList> {
  const began = performance.now();
  const { channel, definitions } = defining;
  const role = roleOn(network, organisation, defining);
  try {
    let refusal: OrdererRefusedError | undefined;
    for (let attempt = 1; ; attempt += 1) {
      const config = await readFromAny(role.sources);
      const list = await newestList();
      const serials = revokedSerials(list);
      requireNothingForgotten(channel, config, definitions, serials);
      const holds: Check = (seen) => refusesAll(seen, definitions, serials);
      if (holds(config)) {
        const arrival = await waitForAll(role.sources, holds);
        return { channel, changed: attempt > 1, ...arrival, milliseconds: performance.now() - began };
      }
      if (attempt > ATTEMPTS) throw refusal ?? new Error(`${channel}: other changes overtook the list again and again`);
      const update = revocationUpdate(channel, config, definitions, list);
      refusal = await refusalOf(
        submitUpdate(network, channel, updateEnvelope(channel, update, role.signers, role.sender)),
      );
      if (refusal === undefined) await waitForChange(role.sources, config.getSequence());
      else await sleep(RETRY_MS * attempt * (0.5 + Math.random()));
    }
  } finally {
    role.close();
  }
}

/** The first source that answers: who is revoked must not be spared because the own peer is down. */
async function readFromAny(sources: readonly ConfigurationSource[]): Promise<common.Config> {
  const failures: string[] = [];
  for (const source of sources) {
    try {
      return await source.read();
    } catch (error) {
      failures.push(`${source.organisation}: ${failureText(error)}`);
    }
  }
  throw new Error(`nobody tells the channel's configuration: ${failures.join('; ')}`);
}

/** How orderers refuse a change that another one has made old: to be computed anew. */
async function refusalOf(submitted: Promise<void>): Promise<OrdererRefusedError | undefined> {
  try {
    await submitted;
    return undefined;
  } catch (error) {
    if (error instanceof OrdererRefusedError && error.status === common.Status.BAD_REQUEST) return error;
    throw error;
  }
}

/** Waits for a newer configuration, whosever it is: orderers drop a change that another one overtakes, and say nothing. */
async function waitForChange(sources: readonly ConfigurationSource[], sequence: number): Promise<void> {
  const deadline = Date.now() + ORDERED_WITHIN_MS;
  while (Date.now() < deadline && (await readFromAny(sources)).getSequence() <= sequence) await sleep(POLL_MS);
}

async function waitForAll(
  sources: readonly ConfigurationSource[],
  holds: Check,
): Promise<Pick<PublishedList, 'inForce' | 'missing'>> {
  const arrived = await Promise.all(sources.map((source) => waitFor(source, holds)));
  const names = (wanted: boolean): string[] =>
    sources.filter((_, index) => arrived[index] === wanted).map(({ organisation }) => organisation);
  return { inForce: names(true), missing: names(false) };
}

/** Whether a node comes to judge by the list while one may wait for it. */
async function waitFor(source: ConfigurationSource, holds: Check): Promise<boolean> {
  let deadline = Date.now() + AWAY_AFTER_MS;
  const latest = Date.now() + PEERS_WITHIN_MS;
  while (Date.now() < deadline) {
    try {
      if (holds(await source.read())) return true;
      deadline = latest; // It lives, and lags.
    } catch {
      // Away, for now at least.
    }
    await sleep(POLL_MS);
  }
  return false;
}

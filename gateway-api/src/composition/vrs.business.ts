/** VRS as this gateway has it: a maker answers for its own GTINs, everybody asks who answers for others. */
import { GuessLimit, GUESSES_MS, RequestLimit } from '../limits';
import type { SupplyChannel } from '../supply/supply-channel';
import { AskedDirectory, gtinDirectoryAnswerer, ProjectedDirectory } from '../supply/vrs/gtin-directory';
import { Vrs, type VrsParts } from '../supply/vrs/vrs';
import { VRS_HEADERS } from '../supply/vrs/vrs-headers';
import { vrsAnswerers } from '../supply/vrs/vrs-responder';
import { vrsRoutes } from '../supply/vrs/vrs.router';
import type { Business, Foundation } from './foundation';

/** Requests are counted by the minute. */
const REQUESTS_MS = 60_000;

/** What VRS shares with the verification of scans. */
export type SharedWithVrs = Pick<VrsParts, 'judge' | 'alerts' | 'days' | 'regulators'>;

/** VRS's part of the gateway. */
export function vrs(foundation: Foundation, channel: SupplyChannel, shared: SharedWithVrs): Business {
  const { config, own, db, members: client } = foundation;
  const { consortium, self } = own;
  const makers = channel.named('manufacturer');
  const directory = channel.isJoined
    ? new ProjectedDirectory(db, makers)
    : new AskedDirectory(client, [...channel.named('regulator'), ...makers]);
  const guesses = (): GuessLimit => new GuessLimit({ most: config.vrsGuesses, windowMs: GUESSES_MS });
  const requests = new RequestLimit({ most: config.vrsRequests, windowMs: REQUESTS_MS });
  const asking = new Vrs({
    ...{ consortium, self, directory, client, ...shared },
    guesses: guesses(),
    now: () => new Date(),
  });
  const answering = { consortium, self, directory, judge: shared.judge, guesses: guesses() };
  return {
    jobKinds: [],
    receivers: [],
    answerers: [
      ...(channel.isJoined ? [gtinDirectoryAnswerer(directory)] : []),
      ...(self.kind === 'manufacturer' ? vrsAnswerers(answering) : []),
    ],
    routes: () => vrsRoutes(asking, requests, channel.guardAnywhere('VerifyPacks')),
    headers: [{ below: '/vrs', headers: VRS_HEADERS }],
  };
}

/** What a channel was born with, kept beside its first block: a start cannot change it, and says so when it should. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { StateLayout } from '../native/state-layout';

/** A channel exists with other members, consenters or addresses than the topology gives it now. */
export class ChannelDiffersError extends Error {
  constructor(readonly channel: string) {
    super(
      `the channel ${channel} was made with other members, consenters or addresses than network/topology.yaml gives it ` +
        'now, which a start cannot change: put them back, or make the network anew with npm run reset',
    );
    this.name = 'ChannelDiffersError';
  }
}

/** The birth of one channel in a network's state. */
export class ChannelBirth {
  readonly #text: string;

  /** @param profile of the channel as the topology gives it now, without what a later start may change */
  constructor(
    private readonly layout: StateLayout,
    private readonly channel: string,
    profile: object,
  ) {
    // A checkout may be moved.
    this.#text = stringify(profile).replaceAll(layout.state, '.');
  }

  /** @throws {ChannelDiffersError} */
  requireSame(): void {
    const file = this.layout.genesisProfile(this.channel);
    const kept = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    if (kept !== this.#text) throw new ChannelDiffersError(this.channel);
  }

  /** Called before the block stands, so that no block is without it. */
  record(): void {
    writeFileSync(this.layout.genesisProfile(this.channel), this.#text);
  }
}

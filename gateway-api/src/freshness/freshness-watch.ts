/** Watches the members' heights, a look at a time, and refuses reads that might be old. */
import { LedgerError } from '@theriac/domain/ledger';
import type { HeightsSource } from './channel-heights.port';
import { type Freshness, judgeFreshness, membersHeight, remember, type Sighting } from './freshness.rules';

/** Refuses what would be answered from an old ledger. */
export interface FreshReads {
  /** @throws LedgerError STALE when the own peer lags the members of the channel, or cannot know */
  require(channel: string): void;
}

/** What a look is told to. Everything is synchronous and must not throw. */
export interface FreshnessObserver {
  /** @param ahead how many blocks the members have that the own peer has not. @param seen how many members it sees */
  looked(channel: string, freshness: Freshness, ahead: number, seen: number): void;
  changed(channel: string, freshness: Freshness): void;
}

/** What a watch is made of. */
export interface FreshnessWatchParts {
  readonly source: HeightsSource;
  readonly channels: readonly string[];
  /** Milliseconds that the own peer may lag. */
  readonly staleAfter: number;
  readonly observer: FreshnessObserver;
  readonly now?: () => number;
}

const WHY: Readonly<Record<Exclude<Freshness, 'fresh'>, string>> = {
  lagging: 'the own peer lags the other members’',
  alone: 'the own peer sees no other member',
  unanswered: 'the own peer does not say what it sees of the other members',
};

/** The watch over all channels. */
export class FreshnessWatch implements FreshReads {
  readonly #seen = new Map<string, readonly Sighting[]>();
  readonly #told = new Map<string, Freshness>();
  readonly #now: () => number;

  constructor(private readonly parts: FreshnessWatchParts) {
    this.#now = parts.now ?? Date.now;
  }

  /** One look at every channel. Resolves also when the own peer gives no answer: that shows by itself after a while. */
  async look(): Promise<void> {
    const { source, channels, staleAfter } = this.parts;
    const at = this.#now();
    const heights = await source.heights(channels).catch(() => new Map<string, never>());
    for (const channel of channels) {
      const found = heights.get(channel);
      if (found !== undefined)
        this.#seen.set(channel, remember(this.#seen.get(channel) ?? [], { at, ...found }, staleAfter));
      this.#tell(channel);
    }
  }

  /** How the channel stands now. */
  freshnessOf(channel: string): Freshness {
    return judgeFreshness(this.#seen.get(channel) ?? [], this.#now(), this.parts.staleAfter);
  }

  /** Why reads of the channel are refused now; undefined when they are not. */
  faultOf(channel: string): string | undefined {
    const freshness = this.freshnessOf(channel);
    return freshness === 'fresh' ? undefined : WHY[freshness];
  }

  require(channel: string): void {
    const fault = this.faultOf(channel);
    if (fault !== undefined) throw new LedgerError('STALE', `${fault} on ${channel}`);
  }

  #tell(channel: string): void {
    const { observer } = this.parts;
    const freshness = this.freshnessOf(channel);
    const last = this.#seen.get(channel)?.at(-1) ?? { own: 0, others: [] };
    observer.looked(channel, freshness, Math.max(0, (membersHeight(last) ?? 0) - last.own), last.others.length);
    if (this.#told.get(channel) !== freshness) observer.changed(channel, freshness);
    this.#told.set(channel, freshness);
  }
}

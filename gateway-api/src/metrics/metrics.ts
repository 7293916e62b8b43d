/** What a gateway measures, for Prometheus. Labels hold names from closed lists only: never a path, a person, a lot. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; fine where the law's 300 ms for a verification lies. */
const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30, 60];

/** Numbers that are asked for when somebody looks. */
export interface LookedUp {
  jobs(): Promise<readonly { readonly state: string; readonly count: number }[]>;
  outbox(): Promise<{ readonly pending: number; readonly overdue: number }>;
  certificates(): readonly { readonly what: string; readonly endsAt: Date }[];
  unanchored(): Promise<{ readonly entries: number; readonly oldestMs: number }>;
}

/** The gateway's measurements. */
export class Metrics {
  readonly registry = new Registry();
  readonly #http = this.#histogram('theriac_http_seconds', 'Requests by route', ['method', 'route', 'status']);
  readonly #ledger = this.#histogram('theriac_ledger_seconds', 'Steps of transactions', [
    'phase',
    'channel',
    'outcome',
  ]);
  readonly #retries = this.#counter('theriac_ledger_retries_total', 'Transactions tried again', ['reason', 'channel']);
  readonly #conflicts = this.#counter('theriac_ledger_conflicts_total', 'Transactions that lost a conflict', [
    'channel',
  ]);
  readonly #lookUps = this.#counter('theriac_ledger_lookups_total', 'Unknown outcomes looked up', [
    'result',
    'channel',
  ]);
  readonly #differing = this.#counter('theriac_ledger_endorsers_differ_total', 'Endorsers that kept differing', [
    'channel',
  ]);
  readonly #streams = this.#counter('theriac_block_streams_lost_total', 'Block streams opened again', ['channel']);
  readonly #blocks = this.#histogram('theriac_block_seconds', 'Blocks read into the database', ['channel']);
  readonly #height = this.#gauge('theriac_ledger_height', 'Blocks read into the database', ['channel']);
  readonly #stuck = this.#counter('theriac_blocks_stuck_total', 'Blocks that could not be applied at once', [
    'channel',
  ]);
  readonly #broken = this.#gauge('theriac_chain_broken', '1 when a listener stopped by an alarm', ['channel']);
  readonly #lag = this.#gauge('theriac_ledger_lag_blocks', 'Blocks that the own peer has and this database has not', [
    'channel',
  ]);
  readonly #fresh = this.#gauge('theriac_reads_fresh', '1 when the own peer has what the members have, else 0', [
    'channel',
  ]);
  readonly #ahead = this.#gauge(
    'theriac_members_ahead_blocks',
    'Blocks that the members have and the own peer has not',
    ['channel'],
  );
  readonly #seen = this.#gauge('theriac_members_seen', 'Other members whose peers the own peer sees', ['channel']);

  constructor(lookedUp: LookedUp) {
    collectDefaultMetrics({ register: this.registry });
    this.#collected('theriac_jobs', 'Jobs by state', ['state'], async (gauge) => {
      for (const { state, count } of await lookedUp.jobs()) gauge.set({ state }, count);
    });
    this.#collected('theriac_outbox_messages', 'Messages owed to other members', ['state'], async (gauge) => {
      const { pending, overdue } = await lookedUp.outbox();
      gauge.set({ state: 'pending' }, pending);
      gauge.set({ state: 'overdue' }, overdue);
    });
    this.#collected(
      'theriac_journal_unanchored',
      'Journal entries that no head on the ledger covers',
      [],
      async (gauge) => {
        gauge.set((await lookedUp.unanchored()).entries);
      },
    );
    this.#collected('theriac_journal_unanchored_seconds', 'Age of the oldest of them', [], async (gauge) => {
      gauge.set((await lookedUp.unanchored()).oldestMs / 1_000);
    });
    const ends = 'Seconds until a certificate ends, below zero when it has';
    this.#collected('theriac_certificate_expiry_seconds', ends, ['what'], (gauge) => {
      for (const { what, endsAt } of lookedUp.certificates())
        gauge.set({ what }, (endsAt.getTime() - Date.now()) / 1_000);
    });
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.#http.observe({ method, route, status: String(status) }, seconds);
  }

  lag(channel: string, blocks: bigint): void {
    this.#lag.set({ channel }, Number(blocks));
  }

  freshness(channel: string, isFresh: boolean, ahead: number, seen: number): void {
    this.#fresh.set({ channel }, isFresh ? 1 : 0);
    this.#ahead.set({ channel }, ahead);
    this.#seen.set({ channel }, seen);
  }

  phase(phase: string, channel: string, milliseconds: number, succeeded: boolean): void {
    this.#ledger.observe({ phase, channel, outcome: succeeded ? 'succeeded' : 'failed' }, milliseconds / 1_000);
  }

  retry(reason: string, channel: string): void {
    this.#retries.inc({ reason, channel });
    if (reason.endsWith('-conflict')) this.#conflicts.inc({ channel });
  }

  lookUp(result: string, channel: string): void {
    this.#lookUps.inc({ result, channel });
  }

  endorsersDiffer(channel: string): void {
    this.#differing.inc({ channel });
  }

  blockStreamLost(channel: string): void {
    this.#streams.inc({ channel });
  }

  block(channel: string, number: bigint, milliseconds: number): void {
    this.#height.set({ channel }, Number(number) + 1);
    this.#blocks.observe({ channel }, milliseconds / 1_000);
  }

  blockStuck(channel: string): void {
    this.#stuck.inc({ channel });
  }

  chainBroken(channel: string): void {
    this.#broken.set({ channel }, 1);
  }

  #histogram<L extends string>(name: string, help: string, labelNames: L[]): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }

  #counter<L extends string>(name: string, help: string, labelNames: L[]): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #gauge<L extends string>(name: string, help: string, labelNames: L[]): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  #collected<L extends string>(
    name: string,
    help: string,
    labelNames: L[],
    collect: (gauge: Gauge<L>) => Promise<void> | void,
  ): void {
    const gauge = new Gauge<L>({
      ...{ name, help, labelNames, registers: [this.registry] },
      async collect() {
        gauge.reset();
        // A database that is away leaves a gap in one gauge, not in all.
        await Promise.resolve(collect(gauge)).catch(() => undefined);
      },
    });
  }
}

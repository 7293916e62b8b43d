/** What became of the packings that events began, and what changed around those that are parked. */
import { sql } from 'drizzle-orm';
import type { Database, Executor, Transaction } from '../../database';
import type { KeptRefusal } from '../../supply/kept-refusal';

/** An event all of whose packings ended. */
export interface EndedPackings {
  readonly event: number;
  /** Of the first that the ledger refused. */
  readonly refusal: KeptRefusal | null;
  /** Of opening and closing the packings. */
  readonly transactions: readonly string[];
}

/** Looks after packings of events. */
export class PackingsOfEvents {
  constructor(private readonly db: Database) {}

  /** Events whose packings all ended. */
  async ended(): Promise<EndedPackings[]> {
    const { rows } = await this.db.execute<{ event: string; refusal: KeptRefusal | null; transactions: string[] }>(sql`
      select a.event, (array_agg(k.refusal) filter (where k.refusal is not null))[1] as refusal,
        array(select s.result ->> 'transactionId' from event_packings q
          join packings one on one.id = q.packing
          join job_steps s on s.job = one.job and s.name in (one.id || '-open', one.id || '-close')
          where q.event = a.event order by s.at) as transactions
      from event_applications a
      join event_packings p on p.event = a.event
      join packings k on k.id = p.packing
      where a.state = 'applying'
      group by a.event
      having bool_and(k.state <> 'packing')
      order by a.event`);
    return rows.map(({ event, ...row }) => ({ event: Number(event), ...row }));
  }

  /** Whether an event waits for a packing. */
  async areUnderWay(): Promise<boolean> {
    const { rows } = await this.db.execute(sql`select 1 from event_applications where state = 'applying' limit 1`);
    return rows.length > 0;
  }

  /** A refused packing's packs are free again. */
  async forget(event: number, transaction: Transaction): Promise<void> {
    await transaction.execute(sql`delete from event_packings where event = ${event}`);
  }

  /** Whether what an event is about is on its way to an organisation, or an earlier event that receives still waits. */
  async mayBeReceived(event: number, organisation: string): Promise<boolean> {
    const { rows } = await this.db.execute(sql`
      select 1 from event_subjects s
      join containers c on c.sscc = s.subject
      join containers o on o.sscc = c.outermost
      where s.event = ${event} and o.to_organisation = ${organisation}
      union all
      select 1 from event_applications mine
      join event_applications before on (before.happened_at, before.event) < (mine.happened_at, mine.event)
      where mine.event = ${event} and before.kind = 'receive' and before.state in ('pending', 'parked')
      limit 1`);
    return rows.length > 0;
  }

  /** The last transactions of an event's containers, and of those that they lie in, as far as blocks have arrived. */
  async seenBy(event: number): Promise<string[]> {
    const { rows } = await this.db.execute<{ id: string }>(sql`
      select distinct one.id from event_subjects s
      join containers c on c.sscc = s.subject
      join containers o on o.sscc = c.outermost
      cross join lateral (values (c.transaction_id), (o.transaction_id)) as one (id)
      where s.event = ${event}`);
    return rows.map(({ id }) => id);
  }

  /** Parked events whose containers changed since are due now; how many. */
  async wakeChanged(): Promise<number> {
    const { rowCount } = await this.db.execute(sql`
      update event_applications a set due_at = now()
      where a.state = 'parked' and a.due_at > now() and exists (
        select 1 from event_subjects s
        join containers c on c.sscc = s.subject
        join containers o on o.sscc = c.outermost
        where s.event = a.event
          and (not jsonb_exists(a.seen, c.transaction_id) or not jsonb_exists(a.seen, o.transaction_id)))`);
    return rowCount ?? 0;
  }

  /** Parked events of a kind are due now: packs were registered. */
  async wakePackings(within: Executor): Promise<void> {
    await within.execute(
      sql`update event_applications set due_at = now() where state = 'parked' and kind = 'pack' and due_at > now()`,
    );
  }

  /** A job that waits to look again looks now; how many there were, those that work included. */
  async hasten(kind: string): Promise<number> {
    const { rows } = await this.db.execute(sql`
      update jobs set run_at = least(run_at, now()) where kind = ${kind} and state in ('queued', 'running') returning id`);
    return rows.length;
  }
}

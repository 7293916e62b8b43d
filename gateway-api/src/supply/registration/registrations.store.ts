/** What this organisation registers, pack by pack. */
import type { CalendarDate, Gtin, LotNumber, Serial } from '@theriac/domain/gs1';
import type { LedgerError } from '@theriac/domain/ledger';
import { and, asc, eq, gt, ne, sql } from 'drizzle-orm';
import type { Database, Executor, Transaction } from '../../database';
import type { LotKey } from '../supply.client';
import { packs, registrations } from './registrations.table';

/** A registration as it stands. */
export type RegistrationRow = typeof registrations.$inferSelect & {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly expiry: CalendarDate;
};

/** A registration that begins. */
export type NewRegistration = Pick<
  RegistrationRow,
  'id' | 'gtin' | 'lot' | 'expiry' | 'packs' | 'secretTo' | 'reference' | 'job' | 'capture'
>;

/** Rows of one statement: large enough to be fast, small enough for memory and for others' turns. */
const ROWS = 10_000;

/** The store of registrations. */
export class RegistrationStore {
  constructor(private readonly db: Database) {}

  /** Lets one transaction at a time change the packs of a product, so that a check of its serials holds to its end. */
  async lockProduct(gtin: Gtin, transaction: Transaction): Promise<void> {
    await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`serials ${gtin}`}, 0))`);
  }

  async find(id: string, within: Executor = this.db): Promise<RegistrationRow | undefined> {
    const [row] = await within.select().from(registrations).where(eq(registrations.id, id));
    return row as RegistrationRow | undefined;
  }

  /** The registration that a command began. */
  async findByReference(reference: string): Promise<RegistrationRow | undefined> {
    const [row] = await this.db.select().from(registrations).where(eq(registrations.reference, reference));
    return row as RegistrationRow | undefined;
  }

  /** Writes a registration and its packs. The product must be locked, and none of the serials in the index. */
  async insert(registration: NewRegistration, serials: Iterable<Serial>, transaction: Transaction): Promise<void> {
    const [row] = await transaction
      .insert(registrations)
      .values(registration)
      .returning({ number: registrations.number });
    if (row === undefined) throw new Error('an insert returned no row');
    for (const some of batchesOf(serials)) {
      await transaction.execute(sql`
        insert into ${packs} (gtin, serial, registration)
        select ${registration.gtin}, one, ${row.number}::int from unnest(${sql.param([...some])}::text[]) as one`);
    }
  }

  /** Those of the serials that the product has already, as far as they are worth naming. */
  async registered(gtin: Gtin, serials: Iterable<Serial>, most: number, within: Executor): Promise<Set<Serial>> {
    const found = new Set<Serial>();
    for (const some of batchesOf(serials)) {
      const rows = await within
        .select({ serial: packs.serial })
        .from(packs)
        .where(and(eq(packs.gtin, gtin), sql`${packs.serial} = any(${sql.param([...some])}::text[])`))
        .limit(most - found.size);
      for (const { serial } of rows) found.add(serial as Serial);
      if (found.size >= most) return found;
    }
    return found;
  }

  /** A lot's own registrations that stand, or still may. */
  async expiryOf({ gtin, lot }: LotKey, within: Executor): Promise<CalendarDate | undefined> {
    const [row] = await within
      .select({ expiry: registrations.expiry })
      .from(registrations)
      .where(and(eq(registrations.gtin, gtin), eq(registrations.lot, lot), ne(registrations.state, 'refused')))
      .limit(1);
    return row?.expiry as CalendarDate | undefined;
  }

  /** A registration's serials, in their order, some at a time. */
  async *serials(row: Pick<RegistrationRow, 'number' | 'packs'>): AsyncGenerator<readonly Serial[]> {
    // Of packs written a moment ago the planner knows nothing, and would sort all that are left for each statement.
    if (row.packs > ROWS) await this.db.execute(sql`analyze ${packs}`);
    let last = '';
    for (;;) {
      const rows = await this.db
        .select({ serial: packs.serial })
        .from(packs)
        .where(and(eq(packs.registration, row.number), gt(packs.serial, last)))
        .orderBy(asc(packs.serial))
        .limit(ROWS);
      if (rows.length > 0) yield rows.map(({ serial }) => serial as Serial);
      if (rows.length < ROWS) return;
      last = rows.at(-1)?.serial ?? '';
    }
  }

  /** The part is whole on the ledger. */
  async seal(id: string, transaction: Transaction): Promise<void> {
    await transaction
      .update(registrations)
      .set({ state: 'sealed', endedAt: sql`now()` })
      .where(eq(registrations.id, id));
  }

  /** The ledger refused the part for good: its packs leave the index, and may be registered anew. */
  async refuse(id: string, { code, detail }: LedgerError, transaction: Transaction): Promise<void> {
    const [row] = await transaction
      .update(registrations)
      .set({ state: 'refused', refusal: { code, detail }, endedAt: sql`now()` })
      .where(eq(registrations.id, id))
      .returning({ number: registrations.number });
    if (row !== undefined) await transaction.delete(packs).where(eq(packs.registration, row.number));
  }
}

function* batchesOf(serials: Iterable<Serial>): Generator<readonly Serial[]> {
  let some: Serial[] = [];
  for (const serial of serials) {
    some.push(serial);
    if (some.length < ROWS) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

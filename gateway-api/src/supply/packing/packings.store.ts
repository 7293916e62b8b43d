/** What this organisation packs, pack by pack. */
import type { Gtin, LotNumber, Serial, Sscc } from '@theriac/domain/gs1';
import type { LedgerError } from '@theriac/domain/ledger';
import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Database, Executor, Transaction } from '../../database';
import { packs, registrations } from '../registration/registrations.table';
import { packedPacks, packings } from './packings.table';

/** A packing as it stands. */
export type PackingRow = typeof packings.$inferSelect & { readonly gtin: Gtin; readonly lot: LotNumber };

/** A packing that begins. */
export type BeginningPacking = Pick<
  PackingRow,
  'id' | 'registration' | 'gtin' | 'lot' | 'packs' | 'reference' | 'job' | 'capture'
>;

/** A pack, and the container that it goes into. */
export type PackInContainer = readonly [serial: Serial, sscc: Sscc];

/** The part that a pack was registered with. */
export interface RegisteredPack {
  readonly registration: string;
  readonly lot: LotNumber;
}

/** Rows of one statement: large enough to be fast, small enough for memory and for others' turns. */
const ROWS = 10_000;

/** The store of packings. */
export class PackingStore {
  constructor(private readonly db: Database) {}

  /** Packings by their ids, in the order in which they began. */
  async some(ids: readonly string[]): Promise<PackingRow[]> {
    const rows = await this.db
      .select()
      .from(packings)
      .where(inArray(packings.id, [...ids]))
      .orderBy(asc(packings.number));
    return rows as PackingRow[];
  }

  /** The job that a command started. */
  async jobOf(reference: string): Promise<string | undefined> {
    const [row] = await this.db.select({ job: packings.job }).from(packings).where(eq(packings.reference, reference));
    return row?.job;
  }

  /** The part of each serial that the product has in the index. */
  async partsOf(gtin: Gtin, serials: Iterable<Serial>, within: Executor): Promise<Map<Serial, RegisteredPack>> {
    const found = new Map<Serial, RegisteredPack>();
    const parts = new Map<string, RegisteredPack>();
    for (const some of inRows(serials)) {
      const rows = await within
        .select({ serial: packs.serial, registration: registrations.id, lot: registrations.lot })
        .from(packs)
        .innerJoin(registrations, eq(registrations.number, packs.registration))
        .where(and(eq(packs.gtin, gtin), sql`${packs.serial} = any(${sql.param([...some])}::text[])`));
      for (const { serial, registration, lot } of rows) {
        const part = parts.get(registration) ?? { registration, lot: lot as LotNumber };
        parts.set(registration, part);
        found.set(serial as Serial, part);
      }
    }
    return found;
  }

  /** Those of the serials that are packed, or are being packed, as far as they are worth naming. */
  async packed(gtin: Gtin, serials: Iterable<Serial>, most: number, within: Executor): Promise<Set<Serial>> {
    const found = new Set<Serial>();
    for (const some of inRows(serials)) {
      const rows = await within
        .select({ serial: packedPacks.serial })
        .from(packedPacks)
        .where(and(eq(packedPacks.gtin, gtin), sql`${packedPacks.serial} = any(${sql.param([...some])}::text[])`))
        .limit(most - found.size);
      for (const { serial } of rows) found.add(serial as Serial);
      if (found.size >= most) return found;
    }
    return found;
  }

  /** Whether one of the packs is in a packing that has not ended. */
  async isBeingPacked(gtin: Gtin, serials: readonly Serial[]): Promise<boolean> {
    const rows = await this.db
      .select({ serial: packedPacks.serial })
      .from(packedPacks)
      .innerJoin(packings, eq(packings.number, packedPacks.packing))
      .where(
        and(
          eq(packedPacks.gtin, gtin),
          sql`${packedPacks.serial} = any(${sql.param([...serials])}::text[])`,
          eq(packings.state, 'packing'),
        ),
      )
      .limit(1);
    return rows.length > 0;
  }

  /** Writes a packing and its packs. The product must be locked, and none of the packs be packed. */
  async insert(packing: BeginningPacking, into: readonly PackInContainer[], transaction: Transaction): Promise<void> {
    const [row] = await transaction.insert(packings).values(packing).returning({ number: packings.number });
    if (row === undefined) throw new Error('an insert returned no row');
    for (const some of inRows(into)) {
      const serials = some.map(([serial]) => serial);
      const ssccs = some.map(([, sscc]) => sscc);
      await transaction.execute(sql`
        insert into ${packedPacks} (gtin, serial, packing, sscc)
        select ${packing.gtin}, serial, ${row.number}::int, sscc
        from unnest(${sql.param(serials)}::text[], ${sql.param(ssccs)}::text[]) as one (serial, sscc)`);
    }
  }

  /** A packing's packs in the order of their serials, some at a time. */
  async *packs(row: Pick<PackingRow, 'number' | 'packs'>): AsyncGenerator<readonly PackInContainer[]> {
    // Of packs written a moment ago the planner knows nothing, and would sort all that are left for each statement.
    if (row.packs > ROWS) await this.db.execute(sql`analyze ${packedPacks}`);
    let last = '';
    for (;;) {
      const rows = await this.db
        .select({ serial: packedPacks.serial, sscc: packedPacks.sscc })
        .from(packedPacks)
        .where(and(eq(packedPacks.packing, row.number), gt(packedPacks.serial, last)))
        .orderBy(asc(packedPacks.serial))
        .limit(ROWS);
      if (rows.length > 0) yield rows.map(({ serial, sscc }) => [serial as Serial, sscc as Sscc]);
      if (rows.length < ROWS) return;
      last = rows.at(-1)?.serial ?? '';
    }
  }

  /** The packing is whole on the ledger. */
  async close(id: string, transaction: Transaction): Promise<void> {
    await transaction
      .update(packings)
      .set({ state: 'closed', endedAt: sql`now()` })
      .where(eq(packings.id, id));
  }

  /** Why the ledger refused packings for good: of those that are not closed. */
  async noteRefusal(ids: readonly string[], { code, detail }: LedgerError, transaction: Transaction): Promise<void> {
    await transaction
      .update(packings)
      .set({ refusal: { code, detail } })
      .where(and(inArray(packings.id, [...ids]), eq(packings.state, 'packing')));
  }

  /** Packings of which nothing is left on the ledger: those that are not closed end, and their packs may be packed anew. */
  async refuse(ids: readonly string[], transaction: Transaction): Promise<void> {
    const ended = await transaction
      .update(packings)
      .set({ state: 'refused', endedAt: sql`now()` })
      .where(and(inArray(packings.id, [...ids]), eq(packings.state, 'packing')))
      .returning({ number: packings.number });
    const numbers = ended.map(({ number }) => number);
    await transaction.delete(packedPacks).where(inArray(packedPacks.packing, numbers));
  }
}

function* inRows<T>(all: Iterable<T>): Generator<readonly T[]> {
  let some: T[] = [];
  for (const one of all) {
    some.push(one);
    if (some.length < ROWS) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

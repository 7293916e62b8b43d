/** Reads what was recorded of a pack, and of every container that it was in. */
import type { Sscc } from '@theriac/domain/gs1';
import { fromHex, type Instant } from '@theriac/domain/ledger';
import {
  type Container,
  type PackRecords,
  type PackRef,
  packingEntryAt,
  pageOf,
  placeOnPage,
  type ProvenanceBreak,
  type Recorded,
  ssccOfEntry,
} from '@theriac/domain/supply';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Database } from '../../database';
import { containerHistory } from '../containers/containers.table';
import type { LotStore } from '../lots.store';
import { partPages, parts } from '../lots.table';
import { flaggedHandOvers, packHistory, packingPageHistory, partSeals } from './provenance.table';

/** What is known of a pack's way. */
export interface PackWay {
  readonly records: PackRecords;
  readonly breaks: readonly ProvenanceBreak[];
}

type Placed = Pick<
  typeof partSeals.$inferSelect,
  'blockNumber' | 'transactionIndex' | 'transactionId' | 'at' | 'event'
>;

/** Reads packs' ways. */
export class ProvenanceStore {
  constructor(
    private readonly db: Database,
    private readonly lots: LotStore,
  ) {}

  /** Undefined when no sealed part that has arrived here holds the pack. */
  async wayOf(pack: PackRef): Promise<PackWay | undefined> {
    const digest = fromHex(pack.digest);
    const registration = await this.lots.partHolding(pack.gtin, [{ lot: pack.lot, digest }]);
    if (registration === undefined) return undefined;
    const [part] = await this.db.select().from(parts).where(eq(parts.registration, registration));
    const [seal] = await this.db.select().from(partSeals).where(eq(partSeals.registration, registration));
    if (part === undefined || seal === undefined) return undefined;
    const [packed, own, breaks] = await Promise.all([
      this.#packed(registration, pageOf(digest, part.pages), digest),
      this.#own(pack),
      this.#breaks(pack),
    ]);
    const first = [packed?.state, ...own.map(({ state }) => state.container)];
    const containers = await this.#containers(first.filter((sscc) => sscc !== undefined));
    const sealed = recorded(seal, undefined);
    const records = { maker: part.maker, sealed, packed, own, containers: (sscc: Sscc) => containers.get(sscc) ?? [] };
    return { records, breaks };
  }

  /** The first write of the pack's packing page that has it in its container; an abandoned packing never was. */
  async #packed(registration: string, number: number, digest: Uint8Array): Promise<Recorded<Sscc> | undefined> {
    const isPage = and(eq(partPages.registration, registration), eq(partPages.number, number));
    const [page] = await this.db.select().from(partPages).where(isPage);
    const place = page && placeOnPage(page.digests, digest);
    if (place === undefined) return undefined;
    const { blockNumber, transactionIndex } = packingPageHistory;
    const rows = await this.db
      .select()
      .from(packingPageHistory)
      .where(and(eq(packingPageHistory.registration, registration), eq(packingPageHistory.number, number)))
      .orderBy(asc(blockNumber), asc(transactionIndex));
    let packed: Recorded<Sscc> | undefined;
    for (const row of rows) {
      const sscc = ssccOfEntry(packingEntryAt(row.entries, place));
      packed = sscc === undefined ? undefined : (packed ?? recorded(row, sscc));
    }
    return packed;
  }

  async #own({ gtin, lot, digest }: PackRef): Promise<PackRecords['own']> {
    const rows = await this.db
      .select()
      .from(packHistory)
      .where(and(eq(packHistory.gtin, gtin), eq(packHistory.lot, lot), eq(packHistory.digest, digest)))
      .orderBy(asc(packHistory.blockNumber), asc(packHistory.transactionIndex));
    return rows.map((row) => recorded(row, row.state));
  }

  async #breaks({ gtin, lot, digest }: PackRef): Promise<ProvenanceBreak[]> {
    const { gtin: ofGtin, lot: ofLot, digest: ofDigest } = flaggedHandOvers;
    const isOfPack = and(eq(ofGtin, gtin), eq(ofLot, lot), eq(ofDigest, digest));
    const rows = await this.db.select({ site: flaggedHandOvers.site }).from(flaggedHandOvers).where(isOfPack).limit(1);
    return rows.length === 0 ? [] : ['flagged-hand-over'];
  }

  /** All writes of some containers, and of those that they were ever put into: a query for each level. */
  async #containers(first: readonly Sscc[]): Promise<Map<Sscc, Recorded<Container>[]>> {
    const found = new Map<Sscc, Recorded<Container>[]>();
    let asked = [...new Set(first)];
    while (asked.length > 0) {
      for (const sscc of asked) found.set(sscc, []);
      const { sscc, blockNumber, transactionIndex } = containerHistory;
      const rows = await this.db
        .select()
        .from(containerHistory)
        .where(inArray(sscc, asked))
        .orderBy(asc(blockNumber), asc(transactionIndex));
      for (const row of rows) found.get(row.state.sscc)?.push(recorded(row, row.state));
      const parents = rows.flatMap(({ state }) => (state.parent === undefined ? [] : [state.parent]));
      asked = [...new Set(parents)].filter((parent) => !found.has(parent));
    }
    return found;
  }
}

function recorded<State>(row: Placed, state: State): Recorded<State> {
  const { blockNumber, transactionIndex, transactionId, at, event } = row;
  return { block: Number(blockNumber), index: transactionIndex, transactionId, at: at as Instant, event, state };
}

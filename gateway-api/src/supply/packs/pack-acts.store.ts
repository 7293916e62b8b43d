/** Keeps who acted on which pack, and finds whose act a commitment on the ledger hides. */
import { randomBytes } from 'node:crypto';
import { and, eq, inArray } from 'drizzle-orm';
import { lotNumberSchema } from '@theriac/domain/gs1';
import { ACTOR_SALT_BYTES, commitActor } from '@theriac/domain/supply';
import type { Database } from '../../database';
import { nodeDigest } from '../node-digest';
import type { StoppedLots } from '../recalls/stopped-lots';
import type { SuppliedPack } from '../recalls/stopped-packs';
import type { ScannedPack } from '../verification/judgement';
import { packActs } from './pack-acts.table';

/** An act's kind. */
export type PackAct = (typeof packActs.$inferSelect)['act'];

/** Who acted, and the salt that hides it. */
export interface KeptAct {
  readonly person: string;
  readonly salt: Uint8Array;
}

/** Whose act on what. */
export interface ActKey {
  /** A pack's digest in hex, or a container's SSCC. */
  readonly subject: string;
  readonly site: string;
  readonly person: string;
}

/** Keeps acts. */
export class PackActStore {
  constructor(
    private readonly db: Database,
    /** The own organisation. */
    private readonly self: string,
  ) {}

  /** Keeps that somebody asks for an act; the salt is drawn once for each pack, site and person. */
  async ask(key: ActKey, act: PackAct, pack: ScannedPack | undefined): Promise<KeptAct> {
    const { gtin, lot, serial } = pack ?? {};
    const [row] = await this.db
      .insert(packActs)
      .values({ ...key, gtin, lot, serial, act, salt: randomBytes(ACTOR_SALT_BYTES) })
      .onConflictDoUpdate({ target: [packActs.subject, packActs.site, packActs.person], set: { act } })
      .returning({ person: packActs.person, salt: packActs.salt });
    if (row === undefined) throw new Error('the database kept no act');
    return row;
  }

  /** The act stands on the ledger. */
  async done({ subject, site, person }: ActKey, done: PackAct, transactionId: string): Promise<void> {
    const isIt = and(eq(packActs.subject, subject), eq(packActs.site, site), eq(packActs.person, person));
    await this.db.update(packActs).set({ done, transactionId, doneAt: new Date() }).where(isIt);
  }

  /** The act of a site that a commitment hides; undefined when it was done elsewhere. */
  async behind(commitment: string, subject: string, site: string): Promise<KeptAct | undefined> {
    const rows = await this.db
      .select({ person: packActs.person, salt: packActs.salt })
      .from(packActs)
      .where(and(eq(packActs.subject, subject), eq(packActs.site, site)));
    return rows.find(({ person, salt }) => {
      const who = { organisation: this.self, site, name: person };
      return commitActor(nodeDigest, { salt, person: undefined }, who) === commitment;
    });
  }

  /** The packs of some lots, or of all lots of a product, that sites of this organisation supplied, and did not undo. */
  async suppliedOf({ gtin, lots }: StoppedLots): Promise<SuppliedPack[]> {
    const areNamed = lots.length === 0 ? undefined : inArray(packActs.lot, [...lots]);
    const areSupplied = inArray(packActs.done, ['supply', 'open', 'hand-over']);
    const rows = await this.db
      .select()
      .from(packActs)
      .where(and(eq(packActs.gtin, gtin), areNamed, areSupplied))
      .orderBy(packActs.lot, packActs.serial);
    return rows.flatMap(({ lot, serial, site, doneAt }) =>
      lot === null || serial === null || doneAt === null
        ? []
        : [{ gtin, lot: lotNumberSchema.parse(lot), serial, site, suppliedOn: doneAt.toISOString().slice(0, 10) }],
    );
  }
}

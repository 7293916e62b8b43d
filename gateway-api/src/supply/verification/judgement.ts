/** What is known of a scanned pack, before it is told to a person: the same between gateways and within one. */
import { calendarDateSchema, gtinSchema, lotNumberSchema, serialSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import { ledgerVerdictSchema, type SuspectedPack, VERDICTS, type VerdictCode } from '@theriac/domain/supply';
import { z } from 'zod';

/** A pack as its code names it. */
export const scannedPackSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  serial: serialSchema,
  /** The expiry on the pack, when the code has one. */
  expiry: calendarDateSchema.exactOptional(),
});

/** A pack as its code names it. */
export type ScannedPack = z.infer<typeof scannedPackSchema>;

const codes = Object.keys(VERDICTS) as [VerdictCode, ...VerdictCode[]];
const { custody, site, container, since, by, left, recall } = ledgerVerdictSchema.shape;

/** A judgement of a pack. */
export const judgementSchema = z.strictObject({
  verdict: z.enum(codes),
  ...{ custody, site, container, since, by, left, recall },
  /** What the ledger has as the lot's expiry, when it knows the lot. */
  expiry: calendarDateSchema.exactOptional(),
  /** The organisation that registered the product, when it is known. */
  maker: z.string().exactOptional(),
  /** The moment of the judgement, by the clock of the gateway that asked the ledger. */
  at: instantSchema,
  /** Whose peer judged. */
  judgedBy: z.string(),
});

/** A judgement of a pack. */
export type Judgement = z.infer<typeof judgementSchema>;

/**
 * A judgement as others may have it: where a pack is, and whose, is the channel's members' to know, and custody as who
 * judges sees it would mislead who asked.
 */
export function toldToOthers(judgement: Judgement): Judgement {
  const { custody: _custody, site: _site, container: _container, by: _by, ...told } = judgement;
  return told;
}

const MISSES: readonly VerdictCode[] = ['unknown-serial', 'wrong-lot', 'lot-not-known'];

/** Whether a judgement is what who makes serials up gets. */
export function isMiss({ verdict }: Judgement): boolean {
  return MISSES.includes(verdict);
}

/** Judges packs: on the own peer, or by asking who can. */
export interface PackJudge {
  /** @throws LedgerError MEMBER_UNAVAILABLE when nobody who could judge answers; STALE when the answer might be old */
  judge(pack: ScannedPack): Promise<Judgement>;
}

/** The pack without what an alert does not need. */
export function suspected({ gtin, lot, serial }: ScannedPack): SuspectedPack {
  return { gtin, lot, serial };
}

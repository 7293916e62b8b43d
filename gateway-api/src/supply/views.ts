/** How the drug chain's things are shown: the schemas behind answers and description. */
import { calendarDateSchema, gtinSchema, lotNumberSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import {
  lotPartSchema,
  lotSchema,
  memberNameSchema,
  prefixAssignmentSchema,
  productSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { Committed } from '../ledger/channel-ledger';

const transactionId = z.string();

/** A committed change: what stands now, and the transaction that made it so. */
export function committedView<T extends { type: string; version: number; at: string }>({
  event,
  transactionId: id,
}: Committed<T>): object {
  const { type: _type, version: _version, at, ...fields } = event;
  return { ...fields, changedAt: at, transactionId: id };
}

/** A prefix and whose it is. */
export const prefixViewSchema = prefixAssignmentSchema.extend({ transactionId });

/** A product in a list, or just registered. */
export const productViewSchema = productSchema.extend({ transactionId });

/** A lot in a list. */
export const lotItemSchema = z.strictObject({
  gtin: gtinSchema,
  lot: lotNumberSchema,
  expiry: calendarDateSchema,
  maker: memberNameSchema,
  /** Packs of its parts, sealed or not. */
  packs: z.int(),
  parts: z.int(),
  sealedParts: z.int(),
  registeredAt: instantSchema,
});

/** Where a lot's secret is, as far as this gateway knows. */
export const lotSecretViewSchema = z.strictObject({
  /** Whether this gateway can verify packs of the lot by itself. */
  held: z.boolean(),
  /** At the maker: the organisations that it was sent to, or is owed. */
  sentTo: z.array(memberNameSchema),
  /** Secrets that others sent and that were not the ledger's. */
  refused: z.array(
    z.strictObject({ from: memberNameSchema, code: z.string(), firstAt: z.iso.datetime(), lastAt: z.iso.datetime() }),
  ),
});

/** A part of a lot. */
const partViewSchema = lotPartSchema.extend({
  /** The transaction that sealed the part, or registered it until then; missing until its block has arrived here. */
  transactionId: transactionId.optional(),
});

/** A lot as the ledger has it now, and what this gateway knows of its secret. */
export const lotViewSchema = lotSchema.extend({ parts: z.array(partViewSchema), secret: lotSecretViewSchema });

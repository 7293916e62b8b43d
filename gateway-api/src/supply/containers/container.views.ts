/** How containers are shown: the schemas behind answers and description. */
import { gtinSchema, lotNumberSchema, ssccSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import {
  containerOpenedSchema,
  containerSchema,
  containersPackedSchema,
  containersUnpackedSchema,
  holderSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { ContainerRow } from './containers.store';

const { depth, contents, shipment } = containerSchema.shape;
const committed = { changedAt: instantSchema, transactionId: z.string() };

/** Packs of a lot. */
export const packsOfLotSchema = z.strictObject({ gtin: gtinSchema, lot: lotNumberSchema, packs: z.int() });

/** A container in a list. */
export const containerItemSchema = z.strictObject({
  sscc: ssccSchema,
  /** Where it stands, or the outermost container that holds it; while on its way: where it was sent from. */
  holder: holderSchema,
  /** The container that it lies in directly, and the one that stands by itself. */
  parent: ssccSchema.optional(),
  outermost: ssccSchema.optional(),
  shipment,
  depth,
  contents,
  /** Packs, and containers, directly in it; of an opened one: when it was opened. */
  packs: z.int(),
  containers: z.int(),
  openedAt: instantSchema.optional(),
  ...committed,
});

/** A container as the ledger has it now, and what this gateway knows of what lies in it. */
export const containerViewSchema = containerSchema.extend({
  /** Where it stands, or the outermost container that holds it. */
  holder: holderSchema,
  outermost: ssccSchema.optional(),
  /** Packs in it, at any depth. */
  lots: z.array(packsOfLotSchema),
  /** What lies directly in it; a child whose block has not arrived here yet is missing. */
  inside: z.array(containerItemSchema),
});

const { type: _packed, version: _packedIn, at: _packedAt, ...packed } = containersPackedSchema.shape;
const { type: _unpacked, version: _unpackedIn, at: _unpackedAt, ...unpacked } = containersUnpackedSchema.shape;
const { type: _opened, version: _openedIn, at: _openedAt, ...opened } = containerOpenedSchema.shape;

/** Containers were put into a container. */
export const packedViewSchema = z.strictObject({ ...packed, ...committed });

/** Containers were taken out of a container. */
export const unpackedViewSchema = z.strictObject({ ...unpacked, ...committed });

/** A container was opened. */
export const openedViewSchema = z.strictObject({ ...opened, ...committed });

/** A row as a list shows it. */
export function containerItem(row: ContainerRow): object {
  const { sscc, holder, parent, outermost, shipment: id, toOrganisation, toSite, openedAt } = row;
  const { depth: deep, contents: holds, packs, containers, changedAt, transactionId } = row;
  return {
    ...{ sscc, holder },
    ...(parent === null ? {} : { parent, outermost }),
    ...(id === null ? {} : { shipment: { id, to: { organisation: toOrganisation, site: toSite } } }),
    ...{ depth: deep, contents: holds, packs, containers },
    ...(openedAt === null ? {} : { openedAt }),
    ...{ changedAt, transactionId },
  };
}

/** How containers are shown: the schemas behind answers and description. */
import { gtinSchema, lotNumberSchema, ssccSchema } from '@theriac/domain/gs1';
import { instantSchema } from '@theriac/domain/ledger';
import {
  containerOpenedSchema,
  containerSchema,
  holderSchema,
  type PackStatus,
  packStatusSchema,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { ContainerRow } from './containers.store';

const { depth, contents, shipment, gone } = containerSchema.shape;
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
  /** Packs directly in it now, by lot: those of `contents`, and what was repacked since. */
  lots: z.array(packsOfLotSchema),
  /** Packs, and containers, directly in it; of an opened one: when it was opened. */
  packs: z.int(),
  containers: z.int(),
  openedAt: instantSchema.optional(),
  /** What became of all packs in it at once, unless they are active. */
  status: packStatusSchema.omit({ by: true }).optional(),
  /** Why nobody has it any more; then `holder` had it last. */
  gone,
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

const { type: _opened, version: _openedIn, at: _openedAt, ...opened } = containerOpenedSchema.shape;

/** A container was opened. */
export const openedViewSchema = z.strictObject({ ...opened, ...committed });

/** A row as a list shows it. */
export function containerItem(row: ContainerRow): object {
  const { sscc, holder, parent, outermost, shipment: id, toOrganisation, toSite, openedAt } = row;
  const { depth: deep, contents: holds, lots, packs, containers, status, gone: went, changedAt, transactionId } = row;
  return {
    ...{ sscc, holder },
    ...(parent === null ? {} : { parent, outermost }),
    ...(id === null ? {} : { shipment: { id, to: { organisation: toOrganisation, site: toSite } } }),
    ...{ depth: deep, contents: holds, lots, packs, containers },
    ...(openedAt === null ? {} : { openedAt }),
    ...(status === null ? {} : { status: shownStatus(status) }),
    ...(went === null ? {} : { gone: went }),
    ...{ changedAt, transactionId },
  };
}

/** Whose act it was only its own site tells. */
function shownStatus({ state, at, handedOverAt }: PackStatus): Omit<PackStatus, 'by'> {
  return { state, at, ...(handedOverAt !== undefined && { handedOverAt }) };
}

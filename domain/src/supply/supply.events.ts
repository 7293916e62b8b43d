/** What the contract `DrugSupply` tells. No event holds a serial, a digest of a pack, or a person. */
import { z } from 'zod';
import { eventSchema } from '../ledger';
import { assignCompanyPrefixSchema } from './company-prefix.schema';
import { lotSchema } from './lot.schema';
import { partSchema, receiptSchema } from './part.schema';
import { productSchema } from './product.schema';

const { changedAt: _changed, ...product } = productSchema.shape;
const { expiry, secretCommitment } = lotSchema.shape;
const { registration, gtin, lot, maker, packs, pages, root } = partSchema.shape;
const { batch, pages: pagesWritten } = receiptSchema.shape;

/** The regulator gave a company prefix to an organisation. */
export const companyPrefixAssignedSchema = eventSchema('CompanyPrefixAssigned', assignCompanyPrefixSchema.shape);
export type CompanyPrefixAssigned = z.infer<typeof companyPrefixAssignedSchema>;

/** A maker registered a product. */
export const productRegisteredSchema = eventSchema('ProductRegistered', product);
export type ProductRegistered = z.infer<typeof productRegisteredSchema>;

/** A maker opened a registration: its pages are fixed, none is written. */
export const partRegisteredSchema = eventSchema('PartRegistered', {
  registration,
  gtin,
  lot,
  expiry,
  maker,
  secretCommitment,
  packs,
  pages,
  root,
});
export type PartRegistered = z.infer<typeof partRegisteredSchema>;

/** A batch of a part's pages is written. */
export const pagesWrittenSchema = eventSchema('PagesWritten', { registration, batch, pages: pagesWritten });
export type PagesWritten = z.infer<typeof pagesWrittenSchema>;

const ended = { registration, gtin, lot, maker, packs };

/** A part is whole: verification may rely on what its pages hold, and do not hold. */
export const partSealedSchema = eventSchema('PartSealed', { ...ended, root });
export type PartSealed = z.infer<typeof partSealedSchema>;

/** A maker gave a registration up before its seal. */
export const partAbandonedSchema = eventSchema('PartAbandoned', ended);
export type PartAbandoned = z.infer<typeof partAbandonedSchema>;

/** A product: what a GTIN stands for, as its maker registers it. */
import { z } from 'zod';
import { glnSchema, gtinSchema, nationalNumberSchema } from '../gs1';
import { countrySchema, instantSchema, plainTextSchema, type StateShape } from '../ledger';
import { memberNameSchema } from './company-prefix.schema';

/** Colder than dry ice, hotter than any warehouse: what is outside is a typing mistake. */
const celsiusSchema = z.int().min(-200).max(100);

/** Where a product is made. */
export const manufacturingSiteSchema = z.strictObject({
  gln: glnSchema,
  name: plainTextSchema(120),
  country: countrySchema,
});

/** The range in °C within which a product must be kept. */
export const storageSchema = z
  .strictObject({ minimum: celsiusSchema, maximum: celsiusSchema })
  .refine(({ minimum, maximum }) => minimum <= maximum, 'the minimum must not be above the maximum');

/** The command: register a product, or the very same one again. */
export const registerProductSchema = z.strictObject({
  gtin: gtinSchema,
  name: plainTextSchema(200),
  /** International nonproprietary name; several are joined by the maker. */
  ingredient: plainTextSchema(200),
  /** Such as `20 mg` or `100 IU/mL`. */
  strength: plainTextSchema(100),
  /** Pharmaceutical form, such as `film-coated tablet`. */
  form: plainTextSchema(100),
  /** Units of the form in one pack. */
  packSize: z.int().min(1).max(1_000_000),
  authorisationHolder: plainTextSchema(200),
  manufacturingSites: z.array(manufacturingSiteSchema).min(1).max(20),
  storage: storageSchema,
  /** The country that the pack is authorised for. */
  market: countrySchema,
  nationalNumbers: z.array(nationalNumberSchema).max(20),
});

/** The command: register a product, or the very same one again. */
export type RegisterProduct = z.infer<typeof registerProductSchema>;

/** The question: what does this GTIN stand for? */
export const readProductSchema = z.strictObject({ gtin: gtinSchema });

/** A registered product. */
export const productSchema = registerProductSchema.extend({
  /** The organisation that registered it and alone registers its lots. */
  organisation: memberNameSchema,
  changedAt: instantSchema,
});

/** A registered product. */
export type Product = z.infer<typeof productSchema>;

/** Where products lie on the ledger. */
export const productShape: StateShape<Product> = {
  objectType: 'product',
  schema: productSchema,
  keyOf: (product) => [product.gtin],
  upcasts: [],
};

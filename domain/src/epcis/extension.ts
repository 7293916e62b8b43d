/** Fields that the standard does not name: kept as they came, each under its namespace. */
import { z } from 'zod';

/** What an extension field holds: a value, or fields of its own. */
export type ExtensionValue = string | number | boolean | null | Extension[];

/** A field of somebody's own namespace. A field that occurs twice is two entries, in order. */
export interface Extension {
  /** Such as `urn:epcglobal:cbv:mda`; empty for a name without one. */
  namespace: string;
  name: string;
  value: ExtensionValue;
}

const valueSchema: z.ZodType<ExtensionValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(extensionSchema)]),
);

/** A field of somebody's own namespace. */
export const extensionSchema: z.ZodType<Extension> = z.strictObject({
  namespace: z.string(),
  name: z.string(),
  value: valueSchema,
});

/** GS1's namespace for master data of instances and lots. */
export const CBV_MASTER_DATA = 'urn:epcglobal:cbv:mda';

/** The values of a field, in order. */
export function valuesOf(extensions: readonly Extension[], namespace: string, name: string): ExtensionValue[] {
  return extensions
    .filter((extension) => extension.namespace === namespace && extension.name === name)
    .map(({ value }) => value);
}

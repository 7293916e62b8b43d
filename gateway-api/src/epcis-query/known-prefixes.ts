/** The company prefixes that this network knows: without its prefix no key can be written as an EPC URN. */
import { type CompanyPrefix, companyPrefixSchema } from '@theriac/domain/gs1';

/** Tells the prefixes. */
export interface KnownPrefixes {
  all(): Promise<readonly CompanyPrefix[]>;
}

/** More than any consortium assigns. */
const MOST = 10_000;

/** Those that stand on the ledger. */
export function prefixesOfLedger(store: {
  list(after: string | undefined, most: number): Promise<readonly { readonly companyPrefix: string }[]>;
}): KnownPrefixes {
  return {
    all: async () => {
      const rows = await store.list(undefined, MOST);
      return rows.map(({ companyPrefix }) => companyPrefixSchema.parse(companyPrefix));
    },
  };
}

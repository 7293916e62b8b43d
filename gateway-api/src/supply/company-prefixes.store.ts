/** Lists company prefixes from the projection. */
import type { CompanyPrefix } from '@theriac/domain/gs1';
import { eq, gt } from 'drizzle-orm';
import type { Database } from '../database';
import { companyPrefixes } from './company-prefixes.table';

/** A prefix as it stands. */
export type CompanyPrefixRow = typeof companyPrefixes.$inferSelect;

/** Reads prefixes. */
export class CompanyPrefixStore {
  constructor(private readonly db: Database) {}

  /** Prefixes in their order, those after one of them. */
  list(after: string | undefined, most: number): Promise<CompanyPrefixRow[]> {
    const { companyPrefix } = companyPrefixes;
    return this.db
      .select()
      .from(companyPrefixes)
      .where(after === undefined ? undefined : gt(companyPrefix, after))
      .orderBy(companyPrefix)
      .limit(most);
  }

  /** The prefixes of an organisation. */
  async of(organisation: string): Promise<CompanyPrefix[]> {
    const rows = await this.db
      .select({ prefix: companyPrefixes.companyPrefix })
      .from(companyPrefixes)
      .where(eq(companyPrefixes.organisation, organisation));
    return rows.map(({ prefix }) => prefix as CompanyPrefix);
  }
}

/** Reads the links that this provider's staff made in emergencies. */
import { EMERGENCY_LINK_HOURS } from '@theriac/domain/ehr';
import { type Instant, instantOf } from '@theriac/domain/ledger';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../../database';
import { emergencyLinks } from './links.table';

/** Hours within which a privacy officer reviews one: as long as it stands by itself. */
export const REVIEW_HOURS = EMERGENCY_LINK_HOURS;

const HOUR = 3_600_000;

/** A link, and whether its review is overdue. */
export type EmergencyLinkRow = typeof emergencyLinks.$inferSelect & { readonly isOverdue: boolean };

/** Which ones. */
export interface EmergencyLinkFilter {
  /** Only those that are not reviewed. */
  readonly isOpen: boolean;
  readonly after: readonly [madeAt: string, patient: string] | undefined;
}

/** Reads emergency links. */
export class EmergencyLinkStore {
  constructor(
    private readonly db: Database,
    /** The own provider. */
    private readonly self: string,
    private readonly now: () => Instant,
  ) {}

  /** The newest first. */
  async list({ isOpen, after }: EmergencyLinkFilter, most: number): Promise<EmergencyLinkRow[]> {
    const { provider, madeAt, patient, review } = emergencyLinks;
    const isAfter = after && sql`(${madeAt}, ${patient}) < (${after[0]}, ${after[1]})`;
    const rows = await this.db
      .select()
      .from(emergencyLinks)
      .where(and(eq(provider, this.self), isOpen ? isNull(review) : undefined, isAfter))
      .orderBy(desc(madeAt), desc(patient))
      .limit(most);
    const oldest = instantOf(Date.parse(this.now()) - REVIEW_HOURS * HOUR);
    return rows.map((row) => ({ ...row, isOverdue: row.review === null && row.madeAt < oldest }));
  }
}

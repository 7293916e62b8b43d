/** The way from a record number here to the patient, and back, by the links in force. */
import type { Instant } from '@theriac/domain/ledger';
import { and, eq, gte, or } from 'drizzle-orm';
import type { Database } from '../../database';
import { emergencyLinks, recordLinks } from './links.table';

/** A link in force. */
export type LinkInForce = typeof recordLinks.$inferSelect;

/** Reads links. */
export class RecordLinkStore {
  constructor(
    private readonly db: Database,
    /** The own provider. */
    private readonly self: string,
    private readonly now: () => Instant,
  ) {}

  /** The patient whose record this is; undefined when nobody's link is in force, or more than one's. */
  async patientOf(recordNumber: string): Promise<string | undefined> {
    const [only, another] = await this.#inForce(eq(recordLinks.recordNumber, recordNumber));
    return another === undefined ? only?.patient : undefined;
  }

  /** The record number of a patient; undefined when they have no link in force. */
  async recordOf(patient: string): Promise<string | undefined> {
    const [link] = await this.#inForce(eq(recordLinks.patient, patient));
    return link?.recordNumber;
  }

  /** Whether the record is another patient's: it would show one person what is another's. */
  async isTaken(recordNumber: string, patient: string): Promise<boolean> {
    const links = await this.#inForce(eq(recordLinks.recordNumber, recordNumber));
    return links.some((link) => link.patient !== patient);
  }

  /** As `isLinkInForce` says it: one that staff made ends unless the patient confirms it. */
  async #inForce(which: ReturnType<typeof eq>): Promise<LinkInForce[]> {
    const ofLink = and(eq(emergencyLinks.patient, recordLinks.patient), eq(emergencyLinks.provider, this.self));
    const isStanding = or(
      eq(emergencyLinks.state, 'confirmed'),
      and(eq(emergencyLinks.state, 'provisional'), gte(emergencyLinks.until, this.now())),
    );
    const rows = await this.db
      .select({ link: recordLinks })
      .from(recordLinks)
      .leftJoin(emergencyLinks, ofLink)
      .where(and(which, or(eq(recordLinks.origin, 'patient'), isStanding)))
      .orderBy(recordLinks.patient);
    return rows.map(({ link }) => link);
  }
}

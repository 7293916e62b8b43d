/** Keeps consents as patients wrote them, by the compiled form that they were compiled to. */
import { createHash } from 'node:crypto';
import { type CompiledConsent, consentResource } from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
import { inArray } from 'drizzle-orm';
import type { Database } from '../../database';
import { consentOriginals } from './consent-originals.table';

/** A FHIR resource. */
export type Resource = Readonly<Record<string, unknown>>;

/** The store of originals. */
export class ConsentOriginalStore {
  constructor(private readonly db: Database) {}

  /** Keeps one, before the ledger has its compiled form. */
  async keep(patient: string, compiled: CompiledConsent, resource: Resource): Promise<void> {
    await this.db
      .insert(consentOriginals)
      .values({ digest: digestOf(compiled), patient, resource })
      .onConflictDoNothing();
  }

  /**
   * Consents as FHIR has them: as they were written where that was here, made of what decides otherwise. In both, id and
   * version are the ledger's.
   */
  async resourcesOf(patient: string, compiled: readonly CompiledConsent[]): Promise<Resource[]> {
    if (compiled.length === 0) return [];
    const rows = await this.db
      .select()
      .from(consentOriginals)
      .where(inArray(consentOriginals.digest, compiled.map(digestOf)));
    const originals = new Map(rows.map(({ digest, resource }) => [digest, resource]));
    return compiled.map((one) => {
      const made = consentResource(patient, one);
      const original = originals.get(digestOf(one));
      if (original === undefined) return made;
      const meta = typeof original.meta === 'object' ? original.meta : {};
      return { ...original, id: one.consent, meta: { ...meta, ...made.meta } };
    });
  }
}

function digestOf(compiled: CompiledConsent): string {
  return createHash('sha256').update(canonicalJson(compiled)).digest('hex');
}

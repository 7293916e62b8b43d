/** The custodian: releases what a session opens of the own records, by the ledger as it stands, and journals it first. */
import {
  type GivenConsents,
  isLinkInForce,
  type Item,
  type Patient,
  type Release,
  releaseScopeOf,
} from '@theriac/domain/ehr';
import { instantOf, refuseUnless } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import type { Database, Transaction } from '../../database';
import type { FreshReads } from '../../freshness';
import type { Journal } from '../../journal';
import type { LinkClient } from '../links/link.client';
import type { PatientClient } from '../patients/patient.client';
import type { SessionClient } from '../sessions/session.client';
import type { Vault } from '../vault';
import { openRecords } from './open-records';
import type { RecordRelease } from './record-release.call';

/** What a custodian releases by. */
export interface RecordReleasesParts {
  readonly db: Database;
  /** The channel of health records. */
  readonly channel: string;
  readonly machine: Caller;
  readonly freshness: FreshReads;
  readonly sessions: SessionClient;
  readonly patients: PatientClient;
  readonly links: LinkClient;
  readonly vault: Vault<Item>;
  readonly journal: Journal;
  /** Refuses consents that the patient did not sign. @throws LedgerError CONSENTS_NOT_GENUINE */
  readonly requireGenuine: (patient: Patient, given: GivenConsents) => void;
  /** Tells the patient's home organisation, in the transaction of the release. */
  readonly tell: (release: ReleasedContent, within: Transaction) => Promise<void>;
}

/** What was released, as codes and counts. */
export interface ReleasedContent {
  readonly session: Release['session'];
  readonly home: string;
  readonly kinds: string[];
  readonly count: number;
}

/** A custodian's releases. */
export class RecordReleases {
  constructor(private readonly parts: RecordReleasesParts) {}

  /**
   * Releases what a session opens.
   *
   * @param asker the member whose gateway asks: only for sessions of its own people
   * @throws LedgerError STALE; SESSION_NOT_FOUND, SESSION_NOT_YOURS, SESSION_NOT_OPEN; RECORD_NOT_LINKED, RECORDS_ERASED;
   * CONSENTS_NOT_GENUINE
   */
  async release(asker: string, session: string): Promise<RecordRelease> {
    const { freshness, channel, sessions, machine, db, vault } = this.parts;
    freshness.require(channel);
    const release = await sessions.readForRelease(machine, session);
    const { reader, patient } = release.session;
    refuseUnless(reader.organisation === asker, 'SESSION_NOT_YOURS', 'the session is of another organisation’s people');
    refuseUnless(release.verdict.isOpen, 'SESSION_NOT_OPEN', `it opens nothing: ${release.verdict.reason}`);
    await Promise.all([this.#requireLink(patient), this.#requireGenuineConsents(release)]);
    const scope = releaseScopeOf(release, instantOf(Date.now()));
    return db.transaction(async (within) => {
      const opened = await openRecords(vault, patient, scope, within);
      await this.#note(release, opened, within);
      return { sequence: release.consents?.sequence ?? 0, ...opened };
    });
  }

  /** Records are the patient's for as long as they, or staff in an emergency, say so. */
  async #requireLink(patient: string): Promise<void> {
    const { links, machine } = this.parts;
    const { link, emergency } = await links.read(machine, patient);
    const isInForce = link !== null && isLinkInForce(link, emergency ?? undefined, instantOf(Date.now()));
    refuseUnless(isInForce, 'RECORD_NOT_LINKED', 'no record here is linked with the patient');
  }

  async #requireGenuineConsents({ consents }: Release): Promise<void> {
    if (consents === null) return;
    const { patients, machine, requireGenuine } = this.parts;
    requireGenuine(await patients.read(machine, consents.patient), consents);
  }

  /** The journal comes last: everybody's entries wait for this transaction. */
  async #note({ session, patient }: Release, { batches }: Pick<RecordRelease, 'batches'>, within: Transaction) {
    const records = batches.flatMap((batch) => batch.records);
    const kinds = [...new Set(records.map(({ body }) => body.resourceType))].sort();
    await this.parts.tell({ session, home: patient.home, kinds, count: records.length }, within);
    await this.parts.journal.append(
      {
        kind: 'release',
        by: session.reader,
        ...{ patient: session.patient, purpose: session.purpose, outcome: 'success' },
        what: { kinds, count: records.length, session: session.session },
      },
      within,
    );
  }
}

/** Reads the own vault behind a broken glass: what every emergency needs at once, the rest when it is no more sealed. */
import {
  emergencyClassOf,
  isOpen,
  isSameReader,
  isSealedOpen,
  type Item,
  namedInEmergency,
  readerIn,
  type Session,
} from '@theriac/domain/ehr';
import { type ErrorCode, type Instant, LedgerError } from '@theriac/domain/ledger';
import type { Caller } from '../../caller/caller';
import type { Database, Transaction } from '../../database';
import type { Journal } from '../../journal';
import type { EhrChannel } from '../ehr-channel';
import type { ResourceBody, StoredVersion, Vault } from '../vault';
import type { EmergencyStore } from './emergencies.store';
import { emergencyDraft } from './emergency-draft';
import type { OwnEmergencyStore } from './own-emergencies.store';

/** What reading needs. */
export interface EmergencyReadingParts {
  readonly db: Database;
  readonly store: OwnEmergencyStore;
  readonly known: EmergencyStore;
  readonly vault: Vault<Item>;
  readonly journal: Journal;
  readonly channel: EhrChannel;
  readonly now: () => Instant;
}

/** A resource, and where it came from. */
export interface ReadResource {
  readonly version: StoredVersion<Item>;
  readonly body: ResourceBody;
}

/** What was read. */
export interface EmergencyRecord {
  readonly state: Session;
  readonly resources: readonly ReadResource[];
  /** Whether everything is open; otherwise what every emergency needs. */
  readonly isWhole: boolean;
  /** How many do not open with their keys. */
  readonly unreadable: number;
  readonly readAt: Instant;
}

type Verdict = { readonly refusal: LedgerError } | { readonly record: EmergencyRecord };

/** Reads for who broke the glass at this gateway. */
export class EmergencyReading {
  constructor(private readonly parts: EmergencyReadingParts) {}

  /**
   * The patient's newest versions. It is journaled in the same database transaction, a refusal too.
   *
   * @throws LedgerError SESSION_NOT_FOUND, SESSION_NOT_YOURS, SESSION_NOT_OPEN, RECORDS_ERASED
   */
  async read(caller: Caller, session: string): Promise<EmergencyRecord> {
    const { db, store, journal } = this.parts;
    const verdict = await db.transaction(async (within): Promise<Verdict> => {
      const emergency = await store.find(session, within);
      if (emergency === undefined)
        throw new LedgerError('SESSION_NOT_FOUND', 'nobody broke the glass here under this id');
      const { state } = emergency;
      const refusal = await this.#refusal(state, caller, within);
      if (refusal !== undefined) {
        await journal.append(emergencyDraft(state, caller, 'refused', { reason: refusal.code }), within);
        return { refusal };
      }
      const record = await this.#resourcesOf(state, within);
      const kinds = [...new Set(record.resources.map(({ version }) => version.item.type))].sort();
      const count = record.resources.length;
      await journal.append(emergencyDraft(state, caller, 'success', { kinds, count }), within);
      return { record };
    });
    if ('refusal' in verdict) throw verdict.refusal;
    return verdict.record;
  }

  async #refusal(state: Session, caller: Caller, within: Transaction): Promise<LedgerError | undefined> {
    const { store, known, channel, now } = this.parts;
    if (!isSameReader(state.reader, readerIn(channel.actorOf(caller))))
      return refused('SESSION_NOT_YOURS', 'another person broke the glass, or in another role');
    if (!isOpen(state, now())) return refused('SESSION_NOT_OPEN', 'the role may not break the glass, or it is over');
    const told = await known.find(state.session, within);
    const isClosed = told !== undefined && (!told.isAllowed || told.endedAt !== null);
    if (isClosed || (await store.standing(state.session, within)) === 'refused')
      return refused('SESSION_NOT_OPEN', 'it was denied on the ledger, or ended');
    return undefined;
  }

  async #resourcesOf(state: Session, within: Transaction): Promise<EmergencyRecord> {
    const { vault, now } = this.parts;
    const { patient } = state;
    const stored = await vault.versions(patient, within);
    const shown = stored.versions.filter(({ isShown }) => isShown);
    const { bodies, unreadable } = await vault.bodies(patient, shown, within);
    const byName = new Map(bodies.map((one) => [nameOf(one), one.body]));
    const resources = shown.flatMap((version): ReadResource[] => {
      const body = byName.get(nameOf(version));
      return body === undefined ? [] : [{ version, body: body as ResourceBody }];
    });
    const readAt = now();
    const isWhole = isSealedOpen(state, readAt);
    return {
      ...{ state, isWhole, readAt },
      resources: isWhole ? resources : neededAtOnce(resources, stored.versions),
      unreadable: stored.unreadable.length + unreadable.length,
    };
  }
}

/** The classes of every emergency, with the drugs and devices that their resources name. */
function neededAtOnce(
  resources: readonly ReadResource[],
  versions: readonly StoredVersion<Item>[],
): readonly ReadResource[] {
  // References name a record by any of its names in this vault: another one may stand for it since.
  const things = new Map(versions.map(({ record, thing, item }) => [`${item.type}/${record}`, thing]));
  const named = new Set(resources.flatMap(({ body }) => namedInEmergency(body).map((name) => things.get(name))));
  return resources.filter(({ body, version }) => emergencyClassOf(body) !== undefined || named.has(version.thing));
}

function refused(code: ErrorCode, detail: string): LedgerError {
  return new LedgerError(code, detail);
}

function nameOf({ record, version }: { readonly record: string; readonly version: number }): string {
  return `${record}/${version}`;
}

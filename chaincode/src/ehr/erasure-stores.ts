/** How what belongs to a patient leaves every peer that held it. */
import type {
  EmergencyLink,
  CustodianLog,
  ErasedLink,
  Erasure,
  ErasureStatement,
  GivenConsents,
  Link,
  Patient,
  Purge,
  Registration,
  Session,
} from '@theriac/domain/ehr';
import type { PrivateEvent } from '@theriac/domain/ledger';
import type { PrivateStore, Saves, StateStore } from '../ledger';

/** Where a patient's states lie. */
interface StoresOfPatient {
  readonly memberNames: readonly string[];
  readonly patients: PrivateStore<Patient>;
  readonly registrations: PrivateStore<Registration>;
  readonly givenConsents: PrivateStore<GivenConsents>;
  readonly recordLogs: PrivateStore<CustodianLog>;
  readonly emergencyLinks: PrivateStore<EmergencyLink>;
  readonly erasures: PrivateStore<Erasure>;
  readonly sessions: PrivateStore<Session>;
  readonly privateEvents: PrivateStore<PrivateEvent>;
  readonly erasureStatements: StateStore<ErasureStatement>;
}

/** Purges what was decided to go; with the patient, all that lies under their id. The statement alone is put. */
export class ErasedPatientStore implements Saves<Purge> {
  constructor(private readonly stores: StoresOfPatient) {}

  async put({ sessions, transactions, last }: Purge): Promise<void> {
    for (const session of sessions) await this.stores.sessions.purge(session);
    for (const transaction of transactions) await this.stores.privateEvents.purge(transaction);
    if (last === undefined) return;
    await this.purgeAll(last.patient);
    await this.stores.erasureStatements.put(last.statement);
  }

  private async purgeAll({ patient, home, person }: Patient): Promise<void> {
    const { memberNames, recordLogs, emergencyLinks, givenConsents, erasures, patients, registrations } = this.stores;
    for (const member of memberNames) {
      await purgeIfThere(recordLogs, patient, member);
      await purgeIfThere(emergencyLinks, patient, member);
    }
    await purgeIfThere(givenConsents, patient);
    await registrations.purge(home, person);
    await erasures.purge(patient);
    await patients.purge(patient);
  }
}

/**
 * Purges a provider's own link, and what was told of it to that provider alone. The link's key is purged where there never was
 * one too: no block tells who had one, and a transaction that writes nothing would need other organisations' endorsements.
 */
export class ErasedLinkStore implements Saves<ErasedLink> {
  constructor(
    private readonly links: PrivateStore<Link>,
    private readonly events: PrivateStore<PrivateEvent>,
  ) {}

  async put({ patient, transactions }: ErasedLink): Promise<void> {
    await this.links.purge(patient);
    for (const transaction of transactions) await this.events.purge(transaction);
  }
}

/** A purge of what never was would put a hash into the block that tells of nothing. */
async function purgeIfThere<State>(store: PrivateStore<State>, ...key: readonly string[]): Promise<void> {
  if ((await store.find(...key)) !== undefined) await store.purge(...key);
}

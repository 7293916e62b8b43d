/** The stores of the contract `EhrAccess`, all of them in private data. */
import {
  type BreakGlassSetting,
  breakGlassSettingShape,
  type CustodianLog,
  custodianLogShape,
  type EmergencyLink,
  emergencyLinkShape,
  type Erasure,
  erasureShape,
  type ErasureStatement,
  erasureStatementShape,
  type GivenConsents,
  givenConsentsShape,
  type Link,
  linkShape,
  type Patient,
  PATIENTS_COLLECTION,
  patientShape,
  type Registration,
  registrationShape,
  type Session,
  sessionShape,
  type Signer,
} from '@theriac/domain/ehr';
import {
  canonicalJson,
  type Decision,
  isRepeated,
  type LedgerEvent,
  type PrivateEvent,
  privateEventShape,
  publicPartOf,
} from '@theriac/domain/ledger';
import { implicitCollectionOf, PrivateStore, type Saves, StateStore, TheriacContext } from '../ledger';
import { ErasedLinkStore, ErasedPatientStore } from './erasure-stores';
import { RegisteredPatientStore } from './patient-stores';
import { RecordLogsStore } from './record-logs-store';
import { signerOf } from './signer';

/** The context of a transaction of `EhrAccess`. */
export class EhrContext extends TheriacContext {
  /** Lets the submitter send this transaction, and says who signs. */
  authoriseSigner(): Signer {
    return signerOf(this.authorise(), this.stub);
  }

  /**
   * Saves a decision whose event names nobody: it stands in the block as a whole, and no private event is left that would have
   * to be purged too. The answer is as short as that of every private command.
   */
  async saveUnnamed<State>(store: Saves<State>, decision: Decision<State, LedgerEvent>): Promise<string> {
    await this.save(store, decision);
    return canonicalJson(publicPartOf(isRepeated(decision) ? decision.repeated : decision.event));
  }

  override get privateEvents(): PrivateStore<PrivateEvent> {
    return new PrivateStore(this, PATIENTS_COLLECTION, privateEventShape, 'EHR_EVENT_NOT_FOUND');
  }

  get patients(): PrivateStore<Patient> {
    return new PrivateStore(this, PATIENTS_COLLECTION, patientShape, 'PATIENT_NOT_FOUND');
  }

  get registrations(): PrivateStore<Registration> {
    return new PrivateStore(this, PATIENTS_COLLECTION, registrationShape, 'PATIENT_NOT_FOUND');
  }

  get registeredPatients(): RegisteredPatientStore {
    return new RegisteredPatientStore(this);
  }

  get givenConsents(): PrivateStore<GivenConsents> {
    return new PrivateStore(this, PATIENTS_COLLECTION, givenConsentsShape, 'CONSENT_NOT_FOUND');
  }

  get emergencyLinks(): PrivateStore<EmergencyLink> {
    return new PrivateStore(this, PATIENTS_COLLECTION, emergencyLinkShape, 'EMERGENCY_LINK_MISSING');
  }

  get sessions(): PrivateStore<Session> {
    return new PrivateStore(this, PATIENTS_COLLECTION, sessionShape, 'SESSION_NOT_FOUND');
  }

  get breakGlassSettings(): PrivateStore<BreakGlassSetting> {
    return new PrivateStore(this, PATIENTS_COLLECTION, breakGlassSettingShape, 'BROKEN_STATE');
  }

  get recordLogs(): PrivateStore<CustodianLog> {
    return new PrivateStore(this, PATIENTS_COLLECTION, custodianLogShape, 'PATIENT_NOT_FOUND');
  }

  get manyRecordLogs(): RecordLogsStore {
    return new RecordLogsStore(this.recordLogs);
  }

  get erasures(): PrivateStore<Erasure> {
    return new PrivateStore(this, PATIENTS_COLLECTION, erasureShape, 'ERASURE_NOT_FOUND');
  }

  /** In public state: what stays. */
  get erasureStatements(): StateStore<ErasureStatement> {
    return new StateStore(this, erasureStatementShape, 'ERASURE_NOT_FOUND');
  }

  get erasedPatients(): ErasedPatientStore {
    return new ErasedPatientStore(this);
  }

  /** @throws LedgerError UNKNOWN_MEMBER */
  erasedLinksOf(provider: string): ErasedLinkStore {
    return new ErasedLinkStore(this.linksOf(provider), this.privateEventsOf(provider));
  }

  /** @throws LedgerError UNKNOWN_MEMBER */
  linksOf(provider: string): PrivateStore<Link> {
    return new PrivateStore(this, this.ownCollectionOf(provider), linkShape, 'RECORD_NOT_LINKED');
  }

  /**
   * Whole events that one provider alone may see.
   *
   * @throws LedgerError UNKNOWN_MEMBER
   */
  privateEventsOf(provider: string): PrivateStore<PrivateEvent> {
    return new PrivateStore(this, this.ownCollectionOf(provider), privateEventShape, 'EHR_EVENT_NOT_FOUND');
  }

  private ownCollectionOf(provider: string): string {
    return implicitCollectionOf(this.memberNamed(provider).mspId);
  }
}

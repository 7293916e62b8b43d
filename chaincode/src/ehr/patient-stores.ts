/** What a registration writes together, and how a link is taken away. */
import type { Link, Patient, RegisteredPatient, Registration } from '@theriac/domain/ehr';
import type { PrivateStore, Saves } from '../ledger';

/** The stores that a registration works with. */
interface PatientStores {
  readonly patients: PrivateStore<Patient>;
  readonly registrations: PrivateStore<Registration>;
}

/** Puts a patient, and which person that is. */
export class RegisteredPatientStore implements Saves<RegisteredPatient> {
  constructor(private readonly stores: PatientStores) {}

  async put({ patient, registration }: RegisteredPatient): Promise<void> {
    await this.stores.patients.put(patient);
    await this.stores.registrations.put(registration);
  }
}

/** Takes links away for good: the record number leaves every peer that held it. */
export class UnlinkedStore implements Saves<Link> {
  constructor(private readonly links: PrivateStore<Link>) {}

  async put({ patient }: Link): Promise<void> {
    await this.links.purge(patient);
  }
}

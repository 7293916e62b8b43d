/**
 * The names of records as the database sees them: HMACs by a key made of the patient's. Who reads the database cannot tell
 * them, nor find one person's number at another; and they end with the patient's key.
 */
import { createHmac, hkdfSync } from 'node:crypto';
import { KEY_BYTES } from './keys/seal';
import type { RecordSource } from './arrived-record';

/** Makes the names of one patient's records. */
export class BlindNames {
  readonly #key: Uint8Array;

  constructor(patientKey: Uint8Array) {
    this.#key = new Uint8Array(hkdfSync('sha256', patientKey, '', 'theriac vault names', KEY_BYTES));
  }

  /** All names of a resource. Things of different types never have one in common. */
  of(type: string, source: RecordSource): { readonly own: string | undefined; readonly business: readonly string[] } {
    return {
      own: source.id === undefined ? undefined : this.inSystem(type, source.system, source.id),
      business: source.identifiers.map(({ system, value }) => this.#digest('identifier', type, system, value)),
    };
  }

  /** A resource's name in a source system. */
  inSystem(type: string, system: string, id: string): string {
    return this.#digest('id', type, system, id);
  }

  /** The name of a source system. */
  system(system: string): string {
    return this.#digest('system', system);
  }

  /** Hex, so that it is the key of a map. */
  #digest(...parts: readonly string[]): string {
    return createHmac('sha256', this.#key).update(JSON.stringify(parts)).digest('hex');
  }
}

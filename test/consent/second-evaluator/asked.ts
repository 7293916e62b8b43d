/** What the second evaluator is given: consents as FHIR R4 writes them, and the questions of docs/concepts/consent.md. */

/** A code of a code system. */
export interface Coding {
  readonly system: string;
  readonly code: string;
}

/** From when until when, in any of FHIR's spellings of a date; a missing end is open. */
export interface Period {
  readonly start?: string;
  readonly end?: string;
}

/** Somebody or an organisation, by a name in one of Theriac's naming systems. */
export interface NamedReference {
  readonly type: string;
  readonly identifier: { readonly system: string; readonly value: string };
}

/** One entry of `provision.data`. */
export type DataEntry =
  | { readonly meaning: 'instance' | 'related'; readonly reference: { readonly reference: string } }
  | { readonly meaning: 'authoredby'; readonly reference: NamedReference };

/** The rule of a consent, or the exception inside it. */
export interface Provision {
  readonly type: 'permit' | 'deny';
  readonly period?: Period;
  readonly actor?: readonly {
    readonly role: { readonly coding: readonly Coding[] };
    readonly reference: NamedReference;
  }[];
  readonly purpose?: readonly Coding[];
  readonly class?: readonly Coding[];
  readonly code?: readonly { readonly coding: readonly Coding[] }[];
  readonly securityLabel?: readonly Coding[];
  readonly dataPeriod?: Period;
  readonly data?: readonly DataEntry[];
  /** The exception, as FHIR writes what may repeat: a list, of one entry at most. */
  readonly provision?: readonly Provision[];
}

/** A FHIR R4 Consent; of all its elements only the provision decides anything. */
export interface R4Consent {
  readonly resourceType: 'Consent';
  readonly provision: Provision;
  readonly [element: string]: unknown;
}

/** A consent of a patient, and whether it still stands. */
export interface GivenConsent {
  readonly id: string;
  readonly status: 'active' | 'withdrawn';
  readonly consent: R4Consent;
}

/** Who wants to read, what for, and when: a moment in any spelling of FHIR's. */
export interface Request {
  readonly member: string;
  readonly role: string;
  readonly person: string;
  readonly purpose: string;
  readonly at: string;
}

/** One resource of the patient's record, as far as a consent can speak of it. */
export interface Item {
  readonly type: string;
  readonly id: string;
  readonly categories: readonly Coding[];
  /** The members who wrote it; empty when that is unknown. */
  readonly authors: readonly string[];
  /** When it is from; missing when that is unknown. */
  readonly period?: Period;
  /** What it refers to, such as `Encounter/7`. */
  readonly refersTo: readonly string[];
  readonly confidentiality: 'N' | 'R';
  readonly sensitivities: readonly string[];
  readonly isUnlabelledFreeText: boolean;
}

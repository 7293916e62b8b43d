/** The part of FHIR R4's AuditEvent that entries become (http://hl7.org/fhir/R4/auditevent.html). */

/** A code of a system. */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

/** A reference by pseudonym: by a name in a system of ours, or where nothing is known any more by a word. */
export interface AuditReference {
  readonly reference?: string;
  readonly type?: string;
  readonly identifier?: { readonly system: string; readonly value: string };
  readonly display?: string;
}

/** Who took part. */
export interface AuditAgent {
  readonly type: { readonly coding: readonly Coding[] };
  readonly role?: readonly { readonly text: string }[];
  readonly who: AuditReference;
  readonly requestor: boolean;
  readonly policy?: readonly string[];
  readonly network?: { readonly address: string; readonly type: string };
  readonly purposeOfUse?: readonly { readonly coding: readonly Coding[] }[];
}

/** What it was about. */
export interface AuditEntity {
  readonly what: AuditReference;
  readonly type: Coding;
  readonly role?: Coding;
  readonly detail?: readonly { readonly type: string; readonly valueString: string }[];
}

/** An AuditEvent. */
export interface AuditEvent {
  readonly resourceType: 'AuditEvent';
  readonly id: string;
  readonly meta?: { readonly profile: readonly string[] };
  readonly type: Coding;
  readonly subtype: readonly Coding[];
  readonly action: 'R' | 'E';
  /** FHIR's instant. */
  readonly recorded: string;
  /** 0 success, 8 serious failure. */
  readonly outcome: '0' | '8';
  readonly outcomeDesc?: string;
  readonly agent: readonly AuditAgent[];
  readonly source: { readonly site: string; readonly observer: AuditReference; readonly type: readonly Coding[] };
  readonly entity: readonly AuditEntity[];
}

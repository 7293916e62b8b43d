/** What patients are told of the ledger's private events: a row here for each event that is about one of them. */
import {
  consentGivenSchema,
  consentWithdrawnSchema,
  emergencyLinkAnsweredSchema,
  emergencyLinkMadeSchema,
  emergencyLinkReviewedSchema,
  emergencyReviewedSchema,
  glassBrokenSchema,
  guardianAppointedSchema,
  guardianDismissedSchema,
  recordLinkedSchema,
  recordUnlinkedSchema,
  sealedApprovedSchema,
  sealedOpenedSchema,
} from '@theriac/domain/ehr';
import type { z, ZodType } from 'zod';

/** An event that patients are told of: it names the patient, and when it happened. */
export interface ToldEvent {
  readonly patient: string;
  readonly at: string;
}

/** What is told of one kind of event. */
export interface Telling<Event extends ToldEvent = ToldEvent> {
  /** The whole event. */
  readonly schema: ZodType<Event>;
  /** Beside the event's name and time. */
  readonly tell: (event: Event) => Readonly<Record<string, unknown>>;
}

/** Declares what is told of an event, its type forgotten. */
export function telling<Schema extends ZodType<ToldEvent>>(
  schema: Schema,
  tell: (event: z.infer<Schema>) => Readonly<Record<string, unknown>>,
): Telling {
  // What is handed over has parsed by the very schema.
  return { schema, tell: tell as Telling['tell'] };
}

/** By the event's name; another part of health records adds its own. */
export const TELLINGS: Readonly<Record<string, Telling>> = {
  GuardianAppointed: telling(guardianAppointedSchema, ({ guardian }) => ({ guardian })),
  GuardianDismissed: telling(guardianDismissedSchema, ({ person }) => ({ person })),
  RecordLinked: telling(recordLinkedSchema, ({ provider, recordNumber, origin }) => ({
    provider,
    recordNumber,
    origin,
  })),
  RecordUnlinked: telling(recordUnlinkedSchema, ({ provider }) => ({ provider })),
  EmergencyLinkMade: telling(emergencyLinkMadeSchema, ({ provider, by, reason, until }) => ({
    ...{ provider, by, reason, until },
  })),
  EmergencyLinkAnswered: telling(emergencyLinkAnsweredSchema, ({ provider, state }) => ({ provider, state })),
  EmergencyLinkReviewed: telling(emergencyLinkReviewedSchema, ({ provider, review: { outcome } }) => ({
    ...{ provider, outcome },
  })),
  GlassBroken: telling(glassBrokenSchema, ({ session, reader, isAllowed, emergency }) => ({
    ...{ session, reader, isAllowed },
    ...{ reason: emergency.reason, text: emergency.text, happenedAt: emergency.at, isLate: emergency.isLate },
  })),
  SealedApproved: telling(sealedApprovedSchema, ({ session, reader, approval }) => ({ session, reader, approval })),
  SealedOpened: telling(sealedOpenedSchema, ({ session, reader, opening }) => ({ session, reader, opening })),
  EmergencyReviewed: telling(emergencyReviewedSchema, ({ session, reader, review: { outcome } }) => ({
    ...{ session, reader, outcome },
  })),
  ConsentGiven: telling(consentGivenSchema, ({ consent: { consent, version } }) => ({ consent, version })),
  ConsentWithdrawn: telling(consentWithdrawnSchema, ({ consent }) => ({ consent })),
};

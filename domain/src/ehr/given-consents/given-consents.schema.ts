/** All consents of a patient that stand, as one signed whole: the signature covers what is there and what is not. */
import { z } from 'zod';
import { canonicalJson, instantSchema, type StateShape } from '../../ledger';
import { type CompiledConsent, compiledConsentSchema } from '../consent';
import { patientIdSchema } from '../patient';

/** A thousand, as one value of some hundred kilobytes, still decide in milliseconds. */
export const MOST_CONSENTS = 1_000;

/** An ECDSA signature over SHA-256 in DER, as base64. */
export const signatureSchema = z.base64('must be base64').min(8).max(128);

/** Counts the changes of a patient's consents, from 1. */
const sequenceSchema = z.int().min(1);

/** The consents of a patient that stand, in the order of their ids. */
export const givenConsentsSchema = z.strictObject({
  patient: patientIdSchema,
  sequence: sequenceSchema,
  consents: z.array(compiledConsentSchema).max(MOST_CONSENTS),
  /** By the key of the certificate, over {@link signedText}. */
  signature: signatureSchema,
  /** Whose change the last one was, PEM: judged at the time of the change. */
  certificate: z.string().max(4_096),
  changedAt: instantSchema,
});

/** The consents of a patient that stand. */
export type GivenConsents = z.infer<typeof givenConsentsSchema>;

/**
 * The same, as it is read back on the ledger. Every endorser checked each consent whole when it was given; to check a thousand
 * at each decision would take several times as long as the decision. Who is told them by the ledger checks them whole.
 */
const storedConsentsSchema = givenConsentsSchema.extend({
  consents: z.array(z.custom<CompiledConsent>(isOfKnownForm)).max(MOST_CONSENTS),
});

/** Where the consents of a patient lie. */
export const givenConsentsShape: StateShape<GivenConsents> = {
  objectType: 'consents',
  schema: storedConsentsSchema,
  keyOf: ({ patient }) => [patient],
  upcasts: [],
};

/** What is signed: everything that stands after a change. */
export type SignedConsents = Pick<GivenConsents, 'patient' | 'sequence' | 'consents'>;

/** The text that a change's signature is over, to be taken as UTF-8. */
export function signedText({ patient, sequence, consents }: SignedConsents): string {
  return canonicalJson({ patient, sequence, consents });
}

const change = {
  patient: patientIdSchema,
  /** One more than what was read. */
  sequence: sequenceSchema,
  signature: signatureSchema,
};

/** The command: this consent stands too, or in the place of its last version. */
export const giveConsentSchema = z.strictObject({ ...change, consent: compiledConsentSchema });

/** The command: this consent stands too, or in the place of its last version. */
export type GiveConsent = z.infer<typeof giveConsentSchema>;

/** The command: this consent stands no more. */
export const withdrawConsentSchema = z.strictObject({ ...change, consent: compiledConsentSchema.shape.consent });

/** The command: this consent stands no more. */
export type WithdrawConsent = z.infer<typeof withdrawConsentSchema>;

function isOfKnownForm(consent: unknown): boolean {
  const form = compiledConsentSchema.shape.form.value;
  return typeof consent === 'object' && consent !== null && 'form' in consent && consent.form === form;
}

/** The consents as they stand with this one, in the order of their ids. */
export function withConsent(consents: readonly CompiledConsent[], given: CompiledConsent): CompiledConsent[] {
  const others = withoutConsent(consents, given.consent);
  return [...others, given].sort((one, other) => (one.consent < other.consent ? -1 : 1));
}

/** The consents as they stand without this one. */
export function withoutConsent(consents: readonly CompiledConsent[], consent: string): CompiledConsent[] {
  return consents.filter((one) => one.consent !== consent);
}

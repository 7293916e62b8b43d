/** Changes a patient's consents: what would stand is signed as one whole, by the caller's key wherever that is. */
import {
  type CompiledConsent,
  type GivenConsents,
  signedText,
  type SignedConsents,
  withConsent,
  withoutConsent,
} from '@theriac/domain/ehr';
import { LedgerError, type PublicEvent } from '@theriac/domain/ledger';
import { type Caller, type CallerIdentities, withOwnKey } from '../../caller';
import type { Committed } from '../../ledger/channel-ledger';
import type { ConsentClient } from './consent.client';

/** Changes by others between reading and committing: more than a few at once are no coincidence. */
const MOST_ATTEMPTS = 5;

/** What changes are made with. */
export interface ConsentChangesParts {
  readonly client: ConsentClient;
  readonly identities: CallerIdentities;
}

/** Who changes whose consents, by which command. */
export interface ConsentChange {
  readonly caller: Caller;
  readonly patient: string;
  readonly reference: string;
}

interface Step {
  readonly kind: 'give' | 'withdraw';
  /** What stands after it. */
  readonly consents: CompiledConsent[];
  readonly submit: (caller: Caller, signed: SignedChange) => Promise<Committed<PublicEvent>>;
}

type SignedChange = Pick<SignedConsents, 'patient' | 'sequence'> & { readonly signature: string };

/** Makes changes. */
export class ConsentChanges {
  constructor(private readonly parts: ConsentChangesParts) {}

  /**
   * Gives a consent, or another version of one.
   *
   * @param next what is to stand, seeing what stands now; undefined when it stands already
   * @returns the transaction; undefined when there was nothing to change
   * @throws LedgerError CONSENTS_CHANGED when others keep changing them, and at once where a person signs: they have not
   * seen what would stand now
   */
  give(
    change: ConsentChange,
    next: (standing: readonly CompiledConsent[]) => Promise<CompiledConsent | undefined>,
  ): Promise<Committed<PublicEvent> | undefined> {
    return this.#change(change, async (standing) => {
      const consent = await next(standing);
      if (consent === undefined) return undefined;
      return {
        kind: 'give',
        consents: withConsent(standing, consent),
        submit: (caller, signed) => this.parts.client.give(caller, { ...signed, consent }, change.reference),
      };
    });
  }

  /**
   * Takes a consent back.
   *
   * @throws LedgerError CONSENT_NOT_FOUND; CONSENTS_CHANGED as {@link give}
   */
  async withdraw(change: ConsentChange, consent: string): Promise<Committed<PublicEvent>> {
    const committed = await this.#change(change, (standing) => {
      const consents = withoutConsent(standing, consent);
      if (consents.length === standing.length) return Promise.resolve(undefined);
      const submit: Step['submit'] = (caller, signed) =>
        this.parts.client.withdraw(caller, { ...signed, consent }, change.reference);
      return Promise.resolve({ kind: 'withdraw', consents, submit });
    });
    if (committed !== undefined) return committed;
    throw new LedgerError('CONSENT_NOT_FOUND', 'no consent with this id stands');
  }

  async #change(
    { caller, patient }: ConsentChange,
    decide: (standing: readonly CompiledConsent[]) => Promise<Step | undefined>,
  ): Promise<Committed<PublicEvent> | undefined> {
    const { client, identities } = this.parts;
    for (let attempt = 1; ; attempt += 1) {
      const given = await client.read(caller, patient);
      const step = await decide(given?.consents ?? []);
      if (step === undefined) return undefined;
      const identity = await identities.identityOf(caller);
      const sequence = sequenceAfter(given);
      const text = signedText({ patient, sequence, consents: step.consents });
      const bytes = await identity.sign(Buffer.from(text), client.purposeOf(step.kind));
      const signature = Buffer.from(bytes).toString('base64');
      try {
        // The transaction carries the certificate whose key signed, also when the caller has got another one meanwhile.
        return await step.submit(withOwnKey(caller, identity), { patient, sequence, signature });
      } catch (error) {
        const isOvertaken = error instanceof LedgerError && error.code === 'CONSENTS_CHANGED';
        if (!isOvertaken || identity.isOwnKey === true || attempt === MOST_ATTEMPTS) throw error;
      }
    }
  }
}

function sequenceAfter(given: GivenConsents | null): number {
  return (given?.sequence ?? 0) + 1;
}

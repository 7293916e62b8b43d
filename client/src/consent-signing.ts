/** The signature over a patient's consents within one operation: of what was asked, and carried by the right transaction. */
import { isCompiledOf, patientOf } from './asked-consent';
import { canonical, decodeConsents, type ShownConsent, type SignedConsents } from './consents';
import { base64, textOf } from './encoding';
import { RefusedToSign } from './failures';
import type { Ask } from './gateway-connection';
import type { ShownConsents, ShownProposal } from './shown';
import type { ToSign } from './wire';

const GIVE = 'EhrAccess:GiveConsent';
const WITHDRAW = 'EhrAccess:WithdrawConsent';
const WITHDRAWAL_PATH = /^\/v1\/consents\/([0-9a-f]{32})\/withdraw$/;

/** What the application asked for. */
export interface AskedConsents extends Pick<Ask, 'path' | 'body'> {
  /** The consents that the user was shown as standing; without them the review alone sees to the others. */
  readonly standing: readonly ShownConsent[] | undefined;
}

interface Signed {
  readonly shown: ShownConsents;
  readonly signature: string;
}

/** What was signed of consents, until its transaction is. */
export class ConsentSigning {
  #signed: Signed | undefined;

  constructor(private readonly asked: AskedConsents) {}

  /**
   * Reads consents that are to be signed.
   *
   * @throws RefusedToSign UNREADABLE, OTHER_TRANSACTION; OTHER_CONSENTS when they are not what was asked for
   */
  read(bytes: Uint8Array, { channel, transaction }: ToSign): ShownConsents {
    if (transaction !== GIVE && transaction !== WITHDRAW)
      throw new RefusedToSign('OTHER_TRANSACTION', 'consents are signed for giving or withdrawing one');
    const consents = decodeConsents(bytes);
    this.#requireAsked(consents, transaction);
    return { step: 'consents', channel, transaction, ...consents };
  }

  /** Notes what was signed. */
  signed(shown: ShownConsents, signature: Uint8Array): void {
    this.#signed = { shown, signature: base64(signature) };
  }

  /**
   * Refuses a proposal that would put something else than what was signed onto the ledger.
   *
   * @throws RefusedToSign OTHER_CONSENTS
   */
  requireSigned({ transaction, transient }: Pick<ShownProposal, 'transaction' | 'transient'>): void {
    if (transaction !== GIVE && transaction !== WITHDRAW) return;
    const signed = this.#signed;
    this.#signed = undefined;
    if (signed?.shown.transaction !== transaction) throw otherConsents('they were not signed');
    const { patient, sequence, consent, signature } = commandIn(transient);
    const isSame = patient === signed.shown.patient && sequence === signed.shown.sequence;
    if (!isSame || signature !== signed.signature) throw otherConsents('the command carries another signature');
    const text = canonical(consent);
    const given = signed.shown.consents.find((one) => canonical(one) === text);
    const isChange =
      transaction === GIVE
        ? given !== undefined && this.#isGiven(given)
        : isGone(signed.shown, consent, this.#withdrawn);
    if (!isChange) throw otherConsents('the command changes another consent than was signed, or asked for');
  }

  get #withdrawn(): string | undefined {
    return WITHDRAWAL_PATH.exec(this.asked.path)?.[1];
  }

  #isGiven(consent: ShownConsent): boolean {
    const { body } = this.asked;
    return !isConsent(body) || isCompiledOf(body, consent);
  }

  #requireAsked(would: SignedConsents, transaction: string): void {
    const { body, standing } = this.asked;
    if (transaction === WITHDRAW) {
      if (this.#withdrawn !== undefined && would.consents.some(({ consent }) => consent === this.#withdrawn))
        throw otherConsents('the consent that is withdrawn would still stand');
    } else if (isConsent(body)) {
      if (patientOf(body) !== would.patient) throw otherConsents('they are another patient’s');
      const isThere = would.consents.some((one) => isCompiledOf(body, one));
      if (!isThere) throw otherConsents('none says what was asked for');
    }
    if (standing !== undefined) requireOneChange(standing, would.consents);
  }
}

/** One is added, changed or taken away; every other stands as it was shown. */
function requireOneChange(before: readonly ShownConsent[], after: readonly ShownConsent[]): void {
  const texts = (list: readonly ShownConsent[]) => new Map(list.map((one) => [one.consent, canonical(one)]));
  const [was, is] = [texts(before), texts(after)];
  const ids = new Set([...was.keys(), ...is.keys()]);
  const changed = [...ids].filter((id) => was.get(id) !== is.get(id));
  if (changed.length !== 1) throw otherConsents('other consents than the one that was asked about would change');
}

function isGone({ consents }: SignedConsents, consent: unknown, asked: string | undefined): boolean {
  return !consents.some((one) => one.consent === consent) && (asked === undefined || asked === consent);
}

function commandIn(transient: ShownProposal['transient']): Readonly<Record<string, unknown>> {
  const value = transient.find(({ name }) => name === 'command')?.value;
  try {
    const command: unknown = JSON.parse((value && textOf(value)) ?? '');
    if (typeof command === 'object' && command !== null) return command as Readonly<Record<string, unknown>>;
  } catch {
    // As one that is none.
  }
  throw otherConsents('the proposal carries no command');
}

function isConsent(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'resourceType' in body && body.resourceType === 'Consent';
}

function otherConsents(why: string): RefusedToSign {
  return new RefusedToSign('OTHER_CONSENTS', `the consents are not those that were asked for: ${why}`);
}

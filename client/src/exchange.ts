/** One operation with an own key, from its request to its answer: each 202 is read, judged, shown, signed, and sent back. */
import { ConsentSigning } from './consent-signing';
import type { ShownConsent } from './consents';
import { type DecodedProposal, decodeProposal, refuseUnless, type Self } from './decode-proposal';
import { decodeTransaction } from './decode-transaction';
import { base64, base64url, fromBase64 } from './encoding';
import { RefusedToSign, SigningDeclined } from './failures';
import type { Answer, Ask, GatewayConnection } from './gateway-connection';
import { derOf } from './own-certificate';
import type { Shown, ShownProposal, ShownTransaction } from './shown';
import type { UserKey } from './user-key';
import { readToSign, type ToSign } from './wire';

/** An operation asks the ledger some few things; none of this network asks for more. */
const MOST_STEPS = 64;

/** Shows what is about to be signed; true signs it. */
export type Review = (shown: Shown) => boolean | Promise<boolean>;

/** What an exchange is made with. */
export interface ExchangeParts {
  readonly connection: GatewayConnection;
  readonly key: UserKey;
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  readonly review: Review;
  readonly now: () => number;
  /** `Contract:Transaction`: what the operation may propose; without it the review alone decides. */
  readonly expect: readonly string[] | undefined;
  /** The consents that the user was shown as standing. */
  readonly standing?: readonly ShownConsent[] | undefined;
}

/** The exchange of one operation. */
export class Exchange {
  /** Of which the next transaction must be. */
  #signed: DecodedProposal | undefined;

  constructor(private readonly parts: ExchangeParts) {}

  /** @throws ProblemError, RefusedToSign, SigningDeclined */
  async run(ask: Ask, idempotencyKey: string | undefined): Promise<Answer> {
    const { connection, certificate } = this.parts;
    const own = { 'Theriac-Certificate': base64url(derOf(certificate)) };
    const consents = new ConsentSigning({ path: ask.path, body: ask.body, standing: this.parts.standing });
    let answer = await connection.send({ ...ask, headers: { ...ask.headers, ...own } }, idempotencyKey);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const toSign = answer.status === 202 ? readToSign(answer.body) : undefined;
      if (toSign === undefined) return answer;
      const signature = await this.#sign(toSign, consents);
      const path = `/v1/signings/${toSign.signing}`;
      const body = { signature: base64(signature) };
      answer = await connection.send({ method: 'POST', path, body, headers: own, signal: ask.signal }, idempotencyKey);
    }
    throw new RefusedToSign('TOO_MANY_STEPS', `more than ${MOST_STEPS} signatures for one operation`);
  }

  async #sign(toSign: ToSign, consents: ConsentSigning): Promise<Uint8Array> {
    const bytes = fromBase64(toSign.bytes);
    if (toSign.step !== 'consents') return this.#signForPeers(bytes, toSign, consents);
    const shown = consents.read(bytes, toSign);
    this.#requireExpected(shown.transaction);
    const signature = await this.#reviewed(shown, bytes);
    consents.signed(shown, signature);
    return signature;
  }

  async #signForPeers(bytes: Uint8Array, toSign: ToSign, consents: ConsentSigning): Promise<Uint8Array> {
    const shown = toSign.step === 'transaction' ? await this.#transaction(bytes) : await this.#proposal(bytes, toSign);
    const { channel, transaction } = shown.step === 'transaction' ? shown.proposal : shown;
    refuseUnless(channel === toSign.channel, 'OTHER_CHANNEL', 'it is on another channel than the gateway says');
    const isAsSaid = transaction === toSign.transaction;
    refuseUnless(isAsSaid, 'OTHER_TRANSACTION', 'it is another transaction than the gateway says');
    if (shown.step === 'proposal') consents.requireSigned(shown);
    return this.#reviewed(shown, bytes);
  }

  async #reviewed(shown: Shown, bytes: Uint8Array): Promise<Uint8Array> {
    if (!(await this.parts.review(shown))) throw new SigningDeclined();
    return this.parts.key.sign(bytes);
  }

  async #proposal(bytes: Uint8Array, { step }: ToSign): Promise<ShownProposal> {
    const { mspId, certificate, now } = this.parts;
    const kind = step === 'evaluation' ? step : 'proposal';
    const self: Self = { mspId, certificate, now: now() };
    const decoded = await decodeProposal(bytes, kind, self);
    // An evaluation leaves no transaction that could be signed.
    this.#signed = kind === 'evaluation' ? undefined : decoded;
    if (kind !== 'evaluation') this.#requireExpected(decoded.shown.transaction);
    return decoded.shown;
  }

  #requireExpected(transaction: string): void {
    const { expect } = this.parts;
    const isExpected = expect === undefined || expect.includes(transaction);
    refuseUnless(isExpected, 'OTHER_TRANSACTION', `the application does not expect ${transaction}`);
  }

  /** Each proposal makes one transaction at most. */
  async #transaction(bytes: Uint8Array): Promise<ShownTransaction> {
    const signed = this.#signed;
    this.#signed = undefined;
    refuseUnless(signed !== undefined, 'OTHER_PROPOSAL', 'the user signed no proposal that it could be of');
    return decodeTransaction(bytes, signed);
  }
}

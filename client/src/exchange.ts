/** One operation with an own key, from its request to its answer: each 202 is read, judged, shown, signed, and sent back. */
import { type DecodedProposal, decodeProposal, refuseUnless, type Self } from './decode-proposal';
import { decodeTransaction } from './decode-transaction';
import { base64, base64url, fromBase64 } from './encoding';
import { RefusedToSign, SigningDeclined } from './failures';
import type { Answer, Ask, GatewayConnection } from './gateway-connection';
import { derOf } from './own-certificate';
import type { Shown } from './shown';
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
}

/** The exchange of one operation. */
export class Exchange {
  /** Of which the next transaction must be. */
  #signed: DecodedProposal | undefined;

  constructor(private readonly parts: ExchangeParts) {}

  /** @throws ProblemError, RefusedToSign, SigningDeclined */
  async run(ask: Ask, idempotencyKey: string | undefined): Promise<Answer> {
    const { connection, certificate } = this.parts;
    const headers = { ...ask.headers, 'Theriac-Certificate': base64url(derOf(certificate)) };
    let answer = await connection.send({ ...ask, headers }, idempotencyKey);
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const toSign = answer.status === 202 ? readToSign(answer.body) : undefined;
      if (toSign === undefined) return answer;
      const signature = await this.#sign(toSign);
      const back = { method: 'POST', path: `/v1/signings/${toSign.signing}`, body: { signature: base64(signature) } };
      answer = await connection.send({ ...back, signal: ask.signal }, idempotencyKey);
    }
    throw new RefusedToSign('TOO_MANY_STEPS', `more than ${MOST_STEPS} signatures for one operation`);
  }

  async #sign(toSign: ToSign): Promise<Uint8Array> {
    const bytes = fromBase64(toSign.bytes);
    const shown = toSign.step === 'transaction' ? await this.#transaction(bytes) : await this.#proposal(bytes, toSign);
    const { channel, transaction } = shown.step === 'transaction' ? shown.proposal : shown;
    refuseUnless(channel === toSign.channel, 'OTHER_CHANNEL', 'it is on another channel than the gateway says');
    const isAsSaid = transaction === toSign.transaction;
    refuseUnless(isAsSaid, 'OTHER_TRANSACTION', 'it is another transaction than the gateway says');
    if (!(await this.parts.review(shown))) throw new SigningDeclined();
    return this.parts.key.sign(bytes);
  }

  async #proposal(bytes: Uint8Array, { step }: ToSign): Promise<Shown> {
    const { mspId, certificate, now, expect } = this.parts;
    const kind = step === 'evaluation' ? step : 'proposal';
    const self: Self = { mspId, certificate, now: now() };
    const decoded = await decodeProposal(bytes, kind, self);
    // An evaluation leaves no transaction that could be signed.
    this.#signed = kind === 'evaluation' ? undefined : decoded;
    const { transaction } = decoded.shown;
    const isExpected = kind === 'evaluation' || expect === undefined || expect.includes(transaction);
    refuseUnless(isExpected, 'OTHER_TRANSACTION', `the application does not expect ${transaction}`);
    return decoded.shown;
  }

  /** Each proposal makes one transaction at most. */
  async #transaction(bytes: Uint8Array): Promise<Shown> {
    const signed = this.#signed;
    this.#signed = undefined;
    refuseUnless(signed !== undefined, 'OTHER_PROPOSAL', 'the user signed no proposal that it could be of');
    return decodeTransaction(bytes, signed);
  }
}

/** The client of a gateway for a user who signs with a key of their own. */
import type { ShownConsent } from './consents';
import { base64url } from './encoding';
import { Exchange, type Review } from './exchange';
import { ProblemError } from './failures';
import { type Answer, GatewayConnection, type GatewayConnectionOptions } from './gateway-connection';
import { lasts, requireOwn, requireOwnKey } from './own-certificate';
import type { UserKey } from './user-key';
import { readCertificate, readPerson } from './wire';

/** What a client is made with. */
export interface TheriacClientOptions extends GatewayConnectionOptions {
  readonly key: UserKey;
  /** The MSP id of the user's organisation, as the application knows it: nothing is signed in another's name. */
  readonly mspId: string;
  /** Shows what is about to be signed, each time; true signs it. `describe` makes lines for a screen of it. */
  readonly review: Review;
  /** One that was issued for this key before, PEM. Without it, or near its end, the client asks for one. */
  readonly certificate?: string | undefined;
  /**
   * Where certificates of the key come from, when not from this gateway: at another organisation's gateway a patient uses
   * those of their own, such as `() => home.certificate()` of a client there.
   */
  readonly certificates?: () => Promise<string>;
  /** The user's clock, milliseconds since 1970; the machine's without it. */
  readonly now?: () => number;
}

/** What a request may carry besides its body. */
export interface RequestOptions {
  /**
   * The transactions that the operation may propose, such as `DrugSupply:ShipContainers`: the client refuses to sign any
   * other, before anybody is asked.
   */
  readonly expect?: string | readonly string[];
  /**
   * Under one key a command is done once, however often it is sent: choose it and keep it where a command must survive
   * the end of the program. Without it each POST gets one of its own.
   */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * For consents: those that the user was shown as standing, such as `consents` of the last `ShownConsents`. The client then
   * refuses to sign unless one of them changes and every other stays.
   */
  readonly standing?: readonly ShownConsent[];
  /** Ends waiting. A transaction that was signed to its end before may stand all the same. */
  readonly signal?: AbortSignal;
}

/**
 * Speaks to the gateway of the user's organisation, and signs with the user's key whatever the ledger needs signed.
 *
 * The gateway never has the key. Before the user is asked, the client itself reads the bytes and refuses what is made in
 * another name, for another time, channel or chaincode, or is not of the proposal that the user signed before: see
 * {@link RefusedToSign}.
 */
export class TheriacClient {
  readonly #connection: GatewayConnection;
  readonly #now: () => number;
  #certificate: Promise<string> | undefined;
  #issuing: Promise<string> | undefined;

  constructor(private readonly options: TheriacClientOptions) {
    this.#connection = new GatewayConnection(options);
    this.#now = options.now ?? Date.now;
    if (options.certificate !== undefined) this.#certificate = Promise.resolve(options.certificate);
  }

  /**
   * Does one operation of the gateway's API, from its request to its answer.
   *
   * @param path from the root, such as `/v1/shipments`; see the gateway's `/openapi.json`
   * @param body sent as JSON
   * @throws ResignNeeded when others changed the same things meanwhile: ask again with its `idempotencyKey`
   * @throws ProblemError when gateway or ledger refuse
   * @throws SigningDeclined when the review said no
   * @throws RefusedToSign when the gateway wants something signed that is not what it should be
   */
  async request(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<Answer> {
    const { expect, idempotencyKey = keyFor(method), headers, standing, signal } = options;
    const ask = {
      ...{ method, path, body, signal },
      headers: { ...headers, ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }) },
    };
    const run = async (): Promise<Answer> => {
      const { key, mspId, review } = this.options;
      const parts = { connection: this.#connection, key, mspId, review, now: this.#now };
      const expected = typeof expect === 'string' ? [expect] : expect;
      const certificate = await this.certificate();
      return new Exchange({ ...parts, certificate, expect: expected, standing }).run(ask, idempotencyKey);
    };
    try {
      return await run();
    } catch (error) {
      // The user chose another site since, or their role was changed: the certificate must say what the token says.
      if (!(error instanceof ProblemError) || error.code !== 'OWN_CERTIFICATE_REFUSED') throw error;
      this.#certificate = undefined;
      return run();
    }
  }

  /**
   * The user's certificate, PEM: issued for the key when there is none, and anew when it has less than five minutes left.
   *
   * @throws ProblemError when none is issued; RefusedToSign OTHER_KEY when it is not for this key and person
   */
  async certificate(): Promise<string> {
    const known = await this.#certificate?.catch(() => undefined);
    if (known !== undefined && lasts(known, this.#now())) return known;
    // Requests side by side ask for one.
    this.#certificate = this.#issuing ??= this.#issue().finally(() => (this.#issuing = undefined));
    return this.#certificate;
  }

  async #issue(): Promise<string> {
    const { key, certificates } = this.options;
    if (certificates !== undefined) return requireOwnKey(await certificates(), key);
    const person = readPerson((await this.#connection.send({ method: 'GET', path: '/v1/me' })).body);
    const request = await key.certificateRequest(person);
    const answer = await this.#connection.send({ method: 'POST', path: '/v1/certificates', body: { request } });
    const certificate = readCertificate(answer.body);
    await requireOwn(certificate, key, person);
    return certificate;
  }
}

/** Commands are POSTs; a question does not need a key. */
function keyFor(method: string): string | undefined {
  return method.toUpperCase() === 'POST' ? base64url(crypto.getRandomValues(new Uint8Array(18))) : undefined;
}

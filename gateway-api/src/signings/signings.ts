/** The operations of callers with own keys that are under way, in this process's memory alone: a restart ends them. */
import type { X509Certificate } from 'node:crypto';
import type { Scope } from '@theriac/domain/access';
import { LedgerError } from '@theriac/domain/ledger';
import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, withOwnKey } from '../caller';
import type { Answer, Call } from '../http/route';
import { TooManyRequests } from '../limits/too-many-requests';
import { requireSignature } from './check-signature';
import { CERTIFICATE_HEADER, type OwnCertificates } from './own-certificates';
import { type Next, Signing } from './signing';
import type { ToSign } from './signing.schema';

/** How much may be under way. */
export interface SigningBounds {
  /** How long one signature is waited for; milliseconds. */
  readonly patience: number;
  readonly mostOfOne: number;
  readonly mostOfAll: number;
}

/** A person reads what they sign; what they sign is held in memory meanwhile. */
export const SIGNING_BOUNDS: SigningBounds = { patience: 120_000, mostOfOne: 16, mostOfAll: 1_000 };

/** Who signs, and what their operation takes. */
export interface Signer {
  readonly caller: Caller;
  /** On whose allowance it counts. */
  readonly account: string;
  readonly certificate: X509Certificate;
  readonly scope: Scope;
}

/** The work of an operation, for the caller as the ledger is to see them. */
export type SignedWork = (caller: Caller, signal: AbortSignal) => Promise<Answer>;

/** Starts operations with own keys, and finds them again by what they wait for. */
export class Signings {
  /** Whose each is. */
  readonly #underWay = new Map<Signing, Signer>();
  readonly #byId = new Map<string, Signing>();
  #isStopping = false;

  constructor(
    private readonly certificates: OwnCertificates,
    private readonly bounds: SigningBounds = SIGNING_BOUNDS,
  ) {}

  /** The certificate that a request brings. @throws LedgerError as {@link OwnCertificates.read} */
  certificateOf(headers: IncomingHttpHeaders, caller: Caller): X509Certificate | undefined {
    return this.certificates.read(headers[CERTIFICATE_HEADER], caller);
  }

  /**
   * Starts an operation; what comes first of it: something to sign, or its answer.
   *
   * @param work never rejects
   * @throws TooManyRequests when as much waits for signatures as may
   */
  async start(signer: Signer, work: SignedWork): Promise<Answer> {
    const { caller, account, certificate } = signer;
    this.#requireRoom(account);
    const signing: Signing = new Signing({
      ...{ mspId: this.certificates.mspIdOf(caller), certificate: certificate.toString() },
      patience: this.bounds.patience,
      check: (bytes, signature) => {
        requireSignature(certificate.publicKey, bytes, signature);
      },
      handedOver: (id) => this.#byId.set(id, signing),
      taken: (id) => this.#byId.delete(id),
    });
    this.#underWay.set(signing, signer);
    const running = signing.run(() => work(withOwnKey(caller, signing.identity), signing.signal));
    void running.finally(() => this.#underWay.delete(signing));
    return answerOf(await signing.next());
  }

  /**
   * Goes on with a signature; what comes next.
   *
   * @throws LedgerError SIGNING_NOT_FOUND also when it is somebody else's; SCOPE_MISSING when the operation takes a scope
   * that this request's token lacks; SIGNATURE_REFUSED
   */
  async take(by: Pick<Call, 'account' | 'scopes'>, id: string, signature: Uint8Array): Promise<Answer> {
    const signing = this.#byId.get(id);
    const signer = signing && this.#underWay.get(signing);
    if (signing === undefined || signer?.account !== by.account)
      throw new LedgerError('SIGNING_NOT_FOUND', 'there is nothing with this id to sign');
    if (!by.scopes.has(signer.scope))
      throw new LedgerError('SCOPE_MISSING', `this takes a token with the scope ${signer.scope}`);
    return answerOf(await signing.take(signature));
  }

  /** Ends what waits for signatures, and takes on nothing more. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all([...this.#underWay.keys()].map((signing) => signing.end(stopping())));
  }

  #requireRoom(by: string): void {
    if (this.#isStopping) throw stopping();
    const own = [...this.#underWay.values()].filter(({ account }) => account === by).length;
    if (own < this.bounds.mostOfOne && this.#underWay.size < this.bounds.mostOfAll) return;
    throw new TooManyRequests('too many operations wait for signatures', Math.ceil(this.bounds.patience / 1_000));
  }
}

function stopping(): LedgerError {
  return new LedgerError('SIGNING_ABANDONED', 'the gateway stops');
}

function answerOf(next: Next): Answer {
  if ('answer' in next) return next.answer;
  const { id, bytes, purpose } = next.toSign;
  const body: ToSign = { signing: id, ...purpose, bytes: Buffer.from(bytes).toString('base64') };
  // A proposal holds what only endorsers may see besides the caller.
  return { status: 202, headers: { Location: `/v1/signings/${id}`, 'Cache-Control': 'no-store' }, body };
}

/** One operation of a caller with an own key: it runs in the background, and stands still where a signature is needed. */
import { randomBytes } from 'node:crypto';
import { LedgerError } from '@theriac/domain/ledger';
import type { CallerIdentity, SigningPurpose } from '../caller';
import type { Answer } from '../http/route';

/** Bytes that wait for a signature. */
export interface HandedOver {
  /** Random for each: a signature that comes twice meets nothing. */
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly purpose: SigningPurpose;
}

/** What comes next for the caller: something to sign, or the operation's own answer. */
export type Next = { readonly toSign: HandedOver } | { readonly answer: Answer };

/** What a signing is made of. */
export interface SigningParts {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  /** How long the caller may look at what they sign; milliseconds. */
  readonly patience: number;
  /** Judges a signature. @throws LedgerError SIGNATURE_REFUSED */
  readonly check: (bytes: Uint8Array, signature: Uint8Array) => void;
  readonly handedOver: (id: string) => void;
  readonly taken: (id: string) => void;
}

interface Waiting extends HandedOver {
  readonly signed: (signature: Uint8Array) => void;
  readonly refused: (error: LedgerError) => void;
  readonly patience: NodeJS.Timeout;
}

/** The hand-over between an operation and its caller. */
export class Signing {
  readonly #over = new AbortController();
  /** One after another: an operation may ask the ledger several things at once. */
  #turn: Promise<unknown> = Promise.resolve();
  #waiting: Waiting | undefined;
  #answer: Answer | undefined;
  #reason: LedgerError | undefined;
  #listeners: ((next: Next) => void)[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: SigningParts) {}

  /** What the ledger client signs with. */
  get identity(): CallerIdentity {
    const { mspId, certificate } = this.parts;
    return {
      ...{ mspId, certificate, isOwnKey: true },
      sign: (bytes, purpose) => this.#sign(bytes, purpose),
    };
  }

  /** Aborts when nothing is signed any more. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Runs the operation. @param work never rejects: a failure is an answer too */
  run(work: () => Promise<Answer>): Promise<void> {
    this.#running = work().then((answer) => {
      this.#answer = answer;
      this.#tell({ answer });
    });
    return this.#running;
  }

  /** What comes next, as soon as it is there. */
  next(): Promise<Next> {
    if (this.#waiting !== undefined) return Promise.resolve({ toSign: this.#waiting });
    if (this.#answer !== undefined) return Promise.resolve({ answer: this.#answer });
    return new Promise((resolve) => {
      this.#listeners.push(resolve);
    });
  }

  /**
   * Goes on with a signature; what comes next.
   *
   * @throws LedgerError SIGNATURE_REFUSED: then the operation has ended, and nothing of it was sent to the ledger but
   * what was signed before
   */
  async take(signature: Uint8Array): Promise<Next> {
    const waiting = this.#waiting;
    if (waiting === undefined) throw new LedgerError('SIGNING_NOT_FOUND', 'no signature is waited for now');
    try {
      this.parts.check(waiting.bytes, signature);
    } catch (error) {
      if (error instanceof LedgerError) await this.end(error);
      throw error;
    }
    this.#noLonger(waiting);
    waiting.signed(signature);
    return this.next();
  }

  /** Ends it: nothing more is signed. Resolves when the operation has ended; what was released is followed to its end. */
  async end(reason: LedgerError): Promise<void> {
    this.#reason ??= reason;
    this.#over.abort();
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#noLonger(waiting);
      waiting.refused(reason);
    }
    await this.#running;
  }

  #sign(bytes: Uint8Array, purpose: SigningPurpose | undefined): Promise<Uint8Array> {
    if (purpose === undefined) return Promise.reject(new Error('a person is told what a signature is for'));
    const signed = this.#turn.then(() => this.#ask(bytes, purpose));
    this.#turn = signed.catch(() => undefined);
    return signed;
  }

  #ask(bytes: Uint8Array, purpose: SigningPurpose): Promise<Uint8Array> {
    if (this.#reason !== undefined) return Promise.reject(this.#reason);
    const id = randomBytes(16).toString('hex');
    return new Promise((signed, refused) => {
      const patience = setTimeout(() => {
        void this.end(new LedgerError('SIGNING_ABANDONED', 'nobody signed in time'));
      }, this.parts.patience).unref();
      this.#waiting = { id, bytes, purpose, signed, refused, patience };
      this.parts.handedOver(id);
      this.#tell({ toSign: this.#waiting });
    });
  }

  #noLonger({ id, patience }: Waiting): void {
    clearTimeout(patience);
    this.#waiting = undefined;
    this.parts.taken(id);
  }

  #tell(next: Next): void {
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener(next);
  }
}

/**
 * The certificates of who has signed in. Their keys are made here, live in this process's memory and end with it: who takes
 * a gateway over can act for whoever was active within the last hour, and for nobody else (docs/concepts/identity.md).
 */
import { type KeyObject, X509Certificate } from 'node:crypto';
import { LedgerError } from '@theriac/domain/ledger';
import { requestCertificate, signLowS } from '@theriac/fabric-ca';
import type { Caller, CallerIdentities, CallerIdentity } from '../caller';
import { LatestKept } from '../latest-kept';
import type { Enrolment } from './enrolment-door';

/** A person's certificate at a site, and the use of its key. */
interface Session {
  readonly identity: CallerIdentity;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** What sessions are opened with. */
export interface SessionsParts {
  readonly mspId: string;
  readonly enrolment: Enrolment;
  /** The gateway's own identity, which no token opens. */
  readonly machine: Caller;
  readonly machineIdentity: CallerIdentity;
  /** Milliseconds since 1970; the clock's when absent. */
  readonly now?: () => number;
}

/** Half of a certificate's life: who calls within it need not wait for the next one, and work of theirs goes on so long. */
const RENEW_BEFORE_MS = 30 * 60_000;
/** One that is about to end could end on its way to the peers. */
const LEAST_LEFT_MS = 60_000;
/** Far more people than work at one organisation at once; each is some kilobytes. */
const MOST_SESSIONS = 20_000;

/** Holds the sessions. */
export class Sessions implements CallerIdentities {
  readonly #sessions = new LatestKept<Session>(MOST_SESSIONS);
  readonly #opening = new Map<string, Promise<void>>();
  readonly #opened = new Set<(caller: Caller) => void>();

  readonly #now: () => number;

  constructor(private readonly parts: SessionsParts) {
    this.#now = parts.now ?? Date.now;
  }

  /**
   * Sees to it that a caller has a certificate for a while, by the token that they call with. Waits only when they have
   * none, or one that is about to end.
   *
   * @throws LedgerError what the enrolment service refuses with
   */
  async open(caller: Caller, token: string): Promise<void> {
    const key = keyOf(caller);
    const left = (this.#sessions.get(key)?.endsAt ?? 0) - this.#now();
    if (left > RENEW_BEFORE_MS) return;
    const opening = this.#opening.get(key) ?? this.#enrol(key, caller, token);
    // Who need not wait is not told of a failure either: the next call tries again.
    if (left > LEAST_LEFT_MS) opening.catch(() => undefined);
    else await opening;
  }

  /** Calls back when somebody has got a certificate: their work may go on. */
  onOpened(listener: (caller: Caller) => void): void {
    this.#opened.add(listener);
  }

  /** Another certificate is asked for by the next call: whoever was revoked gets none. */
  refused(caller: Caller, certificate: string): void {
    const key = keyOf(caller);
    if (this.#sessions.get(key)?.identity.certificate === certificate) this.#sessions.delete(key);
  }

  /** @throws LedgerError OWN_KEY_NEEDED for another organisation's people; SIGN_IN_NEEDED when they have no certificate, or none any more */
  // The port is asynchronous for whoever asks elsewhere.
  // eslint-disable-next-line @typescript-eslint/require-await
  async identityOf(caller: Caller): Promise<CallerIdentity> {
    const { machine, machineIdentity } = this.parts;
    // The names of another organisation's people are of its own making.
    if (caller.organisation !== machine.organisation)
      throw new LedgerError('OWN_KEY_NEEDED', 'this gateway signs for the people of its own organisation alone');
    if (caller.person === machine.person) return machineIdentity;
    const session = this.#sessions.get(keyOf(caller));
    if (session !== undefined && session.endsAt > this.#now()) return session.identity;
    throw new LedgerError('SIGN_IN_NEEDED', 'the caller has no certificate in force: they call with a token again');
  }

  #enrol(key: string, caller: Caller, token: string): Promise<void> {
    const opening = this.#requestFor(caller, token).then((session) => {
      this.#sessions.set(key, session);
      for (const listener of this.#opened) listener(caller);
    });
    this.#opening.set(key, opening);
    const done = (): void => {
      this.#opening.delete(key);
    };
    opening.then(done, done);
    return opening;
  }

  async #requestFor(caller: Caller, token: string): Promise<Session> {
    const { key, request } = await requestCertificate(caller.person, []);
    const { certificate, ...issued } = await this.parts.enrolment.certificateFor(token, request);
    const isTheirs = issued.person === caller.person && issued.role === caller.role && issued.site === caller.site;
    if (!isTheirs) throw new LedgerError('IDENTITY_UNAVAILABLE', 'the certificate that was issued is another’s');
    const { validTo } = new X509Certificate(certificate);
    return { identity: identityWith(this.parts.mspId, certificate, key), endsAt: Date.parse(validTo) };
  }
}

/** A person who works at two sites has a certificate for each. */
function keyOf({ person, role, site }: Caller): string {
  return `${person} ${role} ${site ?? ''}`;
}

function identityWith(mspId: string, certificate: string, key: KeyObject): CallerIdentity {
  return { mspId, certificate, sign: (message) => Promise.resolve(signLowS(key, message)) };
}

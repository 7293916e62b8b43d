/** What a business is to the gateway: what it may build on, and what it brings. */
import type { Caller, CallerIdentities } from '../caller';
import type { Config, OwnConsortium } from '../config';
import type { Database } from '../database';
import type { FreshReads } from '../freshness';
import type { PathHeaders } from '../http/app';
import type { Route } from '../http/route';
import type { AnyJobKind, Jobs } from '../jobs';
import type { Journal } from '../journal';
import type { Ledger } from '../ledger';
import type { CallAnswerer, MemberClient, MessageReceiver, MessageWriter } from '../members';
import type { OutboxStore } from '../outbox';
import type { ReadinessCheck } from '../readiness';
import type { UploadStore } from '../uploads';
import type { Chore } from './chores';
import type { Custody } from './custody';

/** What a business may build on. */
export interface Foundation {
  readonly config: Config;
  readonly own: OwnConsortium;
  readonly machine: Caller;
  /** The keys of callers, for what they sign besides transactions. */
  readonly identities: CallerIdentities;
  /** Keys what captured events are called on the ledger. */
  readonly captureSecret: Uint8Array;
  /** Keys ids that are drawn for commands, and digests of one-time codes. */
  readonly recordSecret: Uint8Array;
  /** The own clock, where the ledger's is not asked; milliseconds since 1970. */
  readonly now: () => number;
  readonly db: Database;
  readonly ledger: Ledger;
  readonly freshness: FreshReads;
  readonly outbox: OutboxStore;
  /** What is done with records is appended here before it is answered. */
  readonly journal: Journal;
  readonly uploads: UploadStore;
  readonly members: MemberClient;
  /** For an organisation that keeps health records. */
  readonly custody: Custody | undefined;
}

/** What a business brings. */
export interface Business {
  readonly jobKinds: readonly AnyJobKind[];
  readonly receivers: readonly MessageReceiver[];
  readonly answerers: readonly CallAnswerer[];
  /** For kinds of messages whose outbox holds references only. */
  readonly writers?: readonly MessageWriter[];
  /** Routes come last, since they start jobs. */
  routes(jobs: Jobs): readonly Route[];
  /** Somebody has got a certificate again: what waited for them may go on. Whether anything did. */
  signedIn?(person: string): Promise<boolean>;
  /** What every answer below a path carries: headers of a standard. */
  readonly headers?: readonly PathHeaders[];
  /** Work that comes round again. */
  readonly chores?: readonly Chore[];
  /** What `/readyz` looks at besides. */
  readonly checks?: readonly ReadinessCheck[];
  /** The last thing that is done when the gateway stops: nothing else is written any more, and the ledger is still there. */
  readonly ending?: () => Promise<void>;
}

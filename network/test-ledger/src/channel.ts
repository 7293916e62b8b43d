/** A channel: its members' endorsers, its orderer, its chain and its state. */
import type { ChaincodeInterface } from 'fabric-shim';
import type { LedgerClock } from './clock';
import { type ValidationContext, validateBlock } from './commit/validate-block';
import { BlockFeed } from './delivery/block-feed';
import { CODE } from './errors';
import type { Identity } from './identity/identity';
import type { Membership } from './identity/membership';
import type { LedgerBlock, TransactionStatus } from './ledger.types';
import { type Batch, BlockCutter } from './ordering/block-cutter';
import { blockOf, blockTransaction } from './ordering/block';
import { Endorser, type EndorserContext } from './peer/endorser';
import { Gateway } from './peer/gateway';
import type { Policy } from './policy/policy';
import { type CollectionOptions, Collections } from './private/collection';
import { PrivateState } from './private/private-state';
import { TransientStore } from './private/transient-store';
import type { RuleBook } from './rules';
import { WorldState } from './state/world-state';
import { envelopeOf, readEnvelope, type UnsignedTransaction } from './transaction/endorsed-transaction';

/** What a channel is made of. */
export interface ChannelParts {
  readonly name: string;
  readonly chaincode: string;
  readonly policy: Policy;
  readonly collections: readonly CollectionOptions[];
  readonly batch: Batch;
  readonly clock: LedgerClock;
  readonly membership: Membership;
  readonly rules: RuleBook;
  readonly executeTimeout: number;
  /** Each member's peer and its instance of the chaincode, by MSP id. */
  readonly peers: ReadonlyMap<string, { readonly identity: Identity; readonly chaincode: ChaincodeInterface }>;
}

interface Queued {
  readonly envelope: Uint8Array;
  readonly settle: (status: TransactionStatus) => void;
  readonly fail: (reason: unknown) => void;
}

/** One channel with its one chaincode. */
export class Channel {
  readonly feed: BlockFeed;
  readonly gateway: Gateway;
  readonly state: WorldState;
  readonly privateState: PrivateState;
  readonly chaincode: string;
  private readonly endorsers: ReadonlyMap<string, Endorser>;
  private readonly cutter: BlockCutter<Queued>;
  private readonly committed = new Set<string>();
  private readonly transientStore = new TransientStore();
  private readonly validation: ValidationContext;
  /** Commits one block after the other; each waits until the running simulations have ended, as in a peer. */
  private committing: Promise<unknown> = Promise.resolve();
  private readonly simulating = new Set<Promise<unknown>>();

  constructor(private readonly parts: ChannelParts) {
    const { chaincode, membership, name, policy, rules } = parts;
    this.chaincode = chaincode;
    this.state = new WorldState(rules);
    this.feed = new BlockFeed(rules);
    const members = [...parts.peers.keys()];
    const collections = new Collections(parts.collections, { channel: name, chaincode, members, policy, rules });
    this.privateState = new PrivateState(collections, rules);
    const stores = {
      collections,
      state: this.state,
      privateState: this.privateState,
      transientStore: this.transientStore,
      isCommitted: (id: string): boolean => this.committed.has(id),
    };
    this.validation = { ...stores, chaincode, policy, membership, rules };
    const context: EndorserContext = { ...parts, ...stores, channel: name, members };
    this.endorsers = new Map(
      [...parts.peers].map(([mspId, peer]) => [mspId, new Endorser(peer.identity, peer.chaincode, context)]),
    );
    this.gateway = new Gateway({ ...stores, endorsers: this.endorsers, policy, rules });
    this.cutter = new BlockCutter(parts.batch, (batch) => {
      this.committing = this.committing
        .then(() => this.commit(batch))
        .catch((reason: unknown) => {
          for (const { fail } of batch) fail(reason);
        });
    });
    this.append([], []);
  }

  /** Runs something that reads the state, when no commit is under way; commits wait for it. */
  async simulate<T>(work: () => Promise<T>): Promise<T> {
    await this.committing;
    const running = work();
    const ended = running.catch(() => undefined);
    this.simulating.add(ended);
    return running.finally(() => this.simulating.delete(ended));
  }

  /** Orders a transaction; resolves with its status once a block holds it. */
  order(endorsed: UnsignedTransaction, signature: Uint8Array): Promise<TransactionStatus> {
    return new Promise((settle, fail) => {
      this.cutter.add({ envelope: envelopeOf(endorsed, signature), settle, fail });
    });
  }

  /** Cuts a block of what is ordered, and resolves when it and all before are committed. */
  async cutBlock(): Promise<void> {
    this.cutter.flush();
    await this.committing;
  }

  /** Ends the connections to the chaincodes. */
  close(): void {
    for (const endorser of this.endorsers.values()) endorser.close();
  }

  private async commit(batch: readonly Queued[]): Promise<void> {
    await Promise.all(this.simulating);
    const number = this.feed.height;
    const envelopes = batch.map(({ envelope }) => readEnvelope(envelope));
    const { transactions, updates, privateUpdates } = validateBlock(Number(number), envelopes, this.validation);
    this.state.apply(updates.entries);
    privateUpdates.apply(Number(number));
    for (const { envelope } of transactions) {
      this.committed.add(envelope.transactionId);
      this.transientStore.forget(envelope.transactionId);
    }
    this.append(
      batch.map(({ envelope }) => envelope),
      transactions.map((validated) => {
        const mspId = this.parts.membership.recognise(validated.envelope.creator)?.mspId ?? '';
        return blockTransaction(validated, mspId, this.parts.rules);
      }),
    );
    batch.forEach(({ settle }, at) => {
      const { envelope, code } = transactions[at] ?? {};
      settle({ transactionId: envelope?.transactionId ?? '', blockNumber: number, code: code ?? CODE.valid });
    });
  }

  private append(envelopes: readonly Uint8Array[], transactions: LedgerBlock['transactions']): void {
    const isLinked = this.parts.rules.applies('blocks-link');
    const previousHash = (isLinked ? this.feed.last?.hash : undefined) ?? new Uint8Array();
    this.feed.append(
      blockOf({ channel: this.parts.name, number: this.feed.height, previousHash, envelopes, transactions }),
    );
  }
}

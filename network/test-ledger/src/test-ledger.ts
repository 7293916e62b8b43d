/** The test ledger: organisations, channels and their contracts, in this process. */
import { randomBytes } from 'node:crypto';
import { Channel } from './channel';
import { LedgerClock } from './clock';
import { CODE, CommitError } from './errors';
import { type Attributes, CertificateAuthority } from './identity/certificate-authority';
import { type Identity, identityOf } from './identity/identity';
import { Membership } from './identity/membership';
import type {
  CommittedTransaction,
  LedgerBlock,
  LedgerRequest,
  PrivateValue,
  ProposalChoices,
  TransactionStatus,
} from './ledger.types';
import { RuleBook } from './rules';
import type { IdentityOptions, OrganisationOptions, TestLedgerOptions } from './test-ledger.options';
import type { EndorsedTransaction, UnsignedTransaction } from './transaction/endorsed-transaction';
import { type Creator, prepare, type Proposal, propose } from './transaction/proposal';

/** A transaction that was ordered, and may not stand in a block yet. */
export interface OrderedTransaction {
  readonly transactionId: string;
  /** Resolves when a block holds it. */
  status(): Promise<TransactionStatus>;
}

interface Organisation extends OrganisationOptions {
  readonly authority: CertificateAuthority;
}

/** An in-process Fabric network. */
export class TestLedger {
  private constructor(
    /** The time of clients and peers. */
    readonly clock: LedgerClock,
    private readonly organisations: readonly Organisation[],
    private readonly channels: ReadonlyMap<string, Channel>,
  ) {}

  /** Starts a ledger. */
  static async start(options: TestLedgerOptions): Promise<TestLedger> {
    const clock = new LedgerClock();
    const rules = new RuleBook(options.without);
    const organisations = await Promise.all(
      options.organisations.map(async (one) => ({ ...one, authority: await CertificateAuthority.create(one.name) })),
    );
    const membership = new Membership(
      new Map(organisations.map(({ mspId, authority }) => [mspId, authority.certificate])),
    );
    const peers = new Map(await Promise.all(organisations.map(async (one) => [one.mspId, await peerOf(one)] as const)));
    const common = {
      batch: { maxTransactions: 500, timeout: 1, ...options.batch },
      executeTimeout: options.executeTimeout ?? 30_000,
      clock,
      membership,
      rules,
    };
    const channels = options.channels.map(({ name, chaincodeName, members, chaincode, policy, collections = [] }) => {
      const onChannel = members.map((mspId) => {
        const identity = peers.get(mspId);
        if (identity === undefined) throw new Error(`channel ${name} names ${mspId}, which is no organisation`);
        return [mspId, { identity, chaincode: chaincode(mspId) }] as const;
      });
      const peersThere = new Map(onChannel);
      const parts = { ...common, name, policy, collections, chaincode: chaincodeName ?? name, peers: peersThere };
      return [name, new Channel(parts)] as const;
    });
    return new TestLedger(clock, organisations, new Map(channels));
  }

  /**
   * Issues a certificate.
   *
   * @param organisation its name or MSP id
   * @param attributes what Fabric CA would write into the certificate, such as role and site
   */
  async identity(organisation: string, attributes: Attributes = {}, options: IdentityOptions = {}): Promise<Identity> {
    const found = this.organisation(organisation);
    const { commonName = randomBytes(16).toString('hex'), unit = 'client', ...validity } = options;
    return identityOf(found.mspId, await found.authority.issue({ commonName, unit, attributes, ...validity }));
  }

  /** The authority of an organisation, by its name or MSP id: it certifies keys that others hold, too. */
  authority(organisation: string): CertificateAuthority {
    return this.organisation(organisation).authority;
  }

  /**
   * Asks a peer (the first named, else the own organisation's) and changes nothing.
   *
   * @throws EvaluateError the contract's or the peer's refusal
   */
  async evaluate(identity: Identity, request: LedgerRequest, choices: ProposalChoices = {}): Promise<Uint8Array> {
    return this.evaluateProposal(this.propose(identity, request, choices), request.endorsers);
  }

  /**
   * Endorses, orders, and resolves when a block holds the transaction, valid.
   *
   * @throws EndorseError the contract's or a peer's refusal, or endorsers that differ
   * @throws CommitError the transaction stands in a block, invalid
   */
  async submit(
    identity: Identity,
    request: LedgerRequest,
    choices: ProposalChoices = {},
  ): Promise<CommittedTransaction> {
    const endorsed = await this.endorse(identity, request, choices);
    const { transactionId, blockNumber, code } = await this.order(endorsed).status();
    if (code !== CODE.valid) throw new CommitError(transactionId, code, blockNumber);
    return { transactionId, blockNumber, result: endorsed.result };
  }

  /** The first phase of a submit alone. @throws EndorseError */
  async endorse(
    identity: Identity,
    request: LedgerRequest,
    choices: ProposalChoices = {},
  ): Promise<EndorsedTransaction> {
    const proposal = this.propose(identity, request, choices);
    return { ...(await this.endorseProposal(proposal, request.endorsers)), creator: identity };
  }

  /** The second phase alone: what is ordered first comes first. Signs the transaction as its creator. */
  order(endorsed: EndorsedTransaction): OrderedTransaction {
    return this.orderSigned(endorsed, endorsed.creator.sign(endorsed.payload));
  }

  /** A proposal of somebody whose key is elsewhere: they sign its `signed.getProposalBytes()`. */
  prepare(creator: Creator, request: LedgerRequest, choices: ProposalChoices = {}): Proposal {
    const { chaincode } = this.channel(request.channel);
    return prepare(creator, chaincode, request, choices.timestamp ?? this.clock.now(), choices);
  }

  /** As {@link evaluate}, for a proposal that was signed elsewhere. */
  async evaluateProposal(proposal: Proposal, endorsers?: readonly string[]): Promise<Uint8Array> {
    const channel = this.channel(proposal.channel);
    return channel.simulate(() => channel.gateway.evaluate(proposal.mspId, proposal, endorsers));
  }

  /** As {@link endorse}, for a proposal that was signed elsewhere; its creator signs the payload. */
  async endorseProposal(proposal: Proposal, endorsers?: readonly string[]): Promise<UnsignedTransaction> {
    const channel = this.channel(proposal.channel);
    const collected = await channel.simulate(() => channel.gateway.endorse(proposal.mspId, proposal, endorsers));
    return { ...collected, transactionId: proposal.transactionId, channel: proposal.channel };
  }

  /** As {@link order}, with a signature that was made elsewhere. */
  orderSigned(endorsed: UnsignedTransaction, signature: Uint8Array): OrderedTransaction {
    const status = this.channel(endorsed.channel).order(endorsed, signature);
    return { transactionId: endorsed.transactionId, status: () => status };
  }

  /** Cuts a block of what is ordered on a channel; resolves when all of it is committed. */
  async cutBlock(channel: string): Promise<void> {
    await this.channel(channel).cutBlock();
  }

  /** Blocks from a number on, in order, without end, until the signal aborts. Block 0 has no transaction. */
  blocks(channel: string, from: bigint, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    return this.channel(channel).feed.from(from, signal);
  }

  /** How many blocks a channel has: the number that its next one will have. */
  height(channel: string): bigint {
    return this.channel(channel).feed.height;
  }

  /** What lies under a key of the committed state; for assertions only, a client cannot look there. */
  stateOf(channel: string, key: string): Uint8Array | undefined {
    return this.channel(channel).state.get(key)?.value;
  }

  /** What an organisation's peer holds under a private key; undefined where it is no member. For assertions only. */
  privateStateOf(mspId: string, channel: string, collection: string, key: string): Uint8Array | undefined {
    return this.channel(channel).privateState.valuesAt(mspId, collection).get(key)?.value;
  }

  /** Everything private that an organisation's peer holds on a channel, by collection and key. For assertions only. */
  privateValuesOf(mspId: string, channel: string): PrivateValue[] {
    const { privateState } = this.channel(channel);
    return privateState.names.flatMap((collection) => {
      const values = privateState.valuesAt(mspId, collection);
      const value = (key: string) => values.get(key)?.value ?? new Uint8Array();
      return values.keysBetween('', '').map((key) => ({ collection, key, value: value(key) }));
    });
  }

  /** Ends it: the contracts hear no more. Block listeners end by their own signals. */
  stop(): void {
    for (const channel of this.channels.values()) channel.close();
  }

  private propose(identity: Identity, request: LedgerRequest, choices: ProposalChoices): Proposal {
    const { chaincode } = this.channel(request.channel);
    return propose(identity, chaincode, request, choices.timestamp ?? this.clock.now(), choices);
  }

  private organisation(named: string): Organisation {
    const found = this.organisations.find(({ name, mspId }) => named === name || named === mspId);
    if (found === undefined) throw new Error(`there is no organisation ${named}`);
    return found;
  }

  private channel(name: string): Channel {
    const channel = this.channels.get(name);
    if (channel === undefined) throw new Error(`there is no channel ${name}`);
    return channel;
  }
}

async function peerOf({ name, mspId, authority }: Organisation): Promise<Identity> {
  return identityOf(mspId, await authority.issue({ commonName: `peer.${name}`, unit: 'peer' }));
}

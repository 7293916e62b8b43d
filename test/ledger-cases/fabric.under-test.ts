/** A channel of a running Fabric network, as the cases see a ledger: the adapter speaks to the peers' gateways itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { type Proposal, propose } from '@theriac/test-ledger';
import { withOtherId } from './alter';
import { blockNumberOf, codesIn } from './committed-block';
import { type Member, openMember, readOutsider, type Sender, statusAt } from './fabric.members';
import {
  type Draft,
  type EndorsedDraft,
  type HeardEvent,
  type LedgerUnderTest,
  NotTogether,
  type Outcome,
  Refusal,
} from './ledger-under-test';

const CHANNEL = 'supply';
const CHAINCODE = 'ledger-cases';
const MEMBERS = ['manufacturer', 'distributor', 'pharmacy', 'hospital', 'regulator'] as const;
const OUTSIDER = 'clinic';
const PATIENCE_MS = 20_000;
/** SmartBFT's request pool refuses an id among the last 1,000 delivered, and looks every 5 s which those are. */
const POOL_REMEMBERS = 1_000;
const POOL_FORGETS_MS = 6_000;
/** A busy machine's orderers forget later than they should. */
const SENT_AGAIN_AT_MOST = 8;
const UNAVAILABLE: number = status.UNAVAILABLE;
/** Few enough that a busy machine's followers do not take their leader for dead. */
const SENT_AT_ONCE = 8;

/** Connects to the network whose state folder this is. */
export function fabricUnderTest(state: string): LedgerUnderTest & { close(): void } {
  const members = MEMBERS.map((organisation) => openMember(state, organisation));
  return new FabricUnderTest(members, readOutsider(state, OUTSIDER));
}

class FabricUnderTest implements LedgerUnderTest {
  readonly members: LedgerUnderTest['members'];
  readonly outsider: string;

  constructor(
    private readonly connections: readonly Member[],
    private readonly stranger: Sender,
  ) {
    this.members = connections.map(({ identity }) => identity.mspId) as never;
    this.outsider = stranger.identity.mspId;
  }

  async evaluate(draft: Draft): Promise<readonly string[]> {
    const { sender, member } = this.senderOf(draft.by);
    const endorsers = draft.endorsers ?? [member.identity.mspId];
    const proposed = signedProposal(member, sender, proposalOf(sender, draft), endorsers);
    return answersOf(await proposed.evaluate().catch(refuse));
  }

  async endorse(draft: Draft): Promise<EndorsedDraft> {
    const { sender, member } = this.senderOf(draft.by);
    const proposal = proposalOf(sender, draft);
    const endorsed = await signedProposal(member, sender, proposal, draft.endorsers ?? [])
      .endorse()
      .catch(refuse);
    const prepared = gateway.PreparedTransaction.deserializeBinary(endorsed.getBytes());
    return {
      transactionId: proposal.transactionId,
      by: sender.identity.mspId,
      answers: answersOf(endorsed.getResult()),
      payload: (prepared.getEnvelope() ?? new common.Envelope()).getPayload_asU8(),
    };
  }

  async order(...endorsed: readonly EndorsedDraft[]): Promise<readonly Outcome[]> {
    for (const one of endorsed) await this.send(one);
    const outcomes = await Promise.all(endorsed.map(({ transactionId }) => this.everywhere(transactionId)));
    if (endorsed.length > 1) await this.refuseApart(endorsed, outcomes);
    return outcomes;
  }

  async orderAgain(endorsed: EndorsedDraft, first: Outcome): Promise<number> {
    await this.crowdOut(endorsed);
    for (let sent = 0; sent < SENT_AGAIN_AT_MOST; sent++) {
      await this.send(endorsed).catch(unlessUnknown);
      for await (const block of this.listen(first.blockNumber + 1n, POOL_FORGETS_MS)) {
        const code = codesIn(block).get(endorsed.transactionId);
        if (code !== undefined) return code;
      }
    }
    throw new Error('the second one came into no block');
  }

  async blocks(from: bigint, count: number): Promise<readonly Uint8Array[]> {
    const found: Uint8Array[] = [];
    for await (const block of this.listen(from)) if (found.push(block.serializeBinary()) === count) break;
    return found;
  }

  async events(from: bigint, until: string): Promise<readonly HeardEvent[]> {
    const heard: HeardEvent[] = [];
    const stream = await this.first.network.getChaincodeEvents(CHAINCODE, { startBlock: from });
    const timer = setTimeout(() => {
      stream.close();
    }, PATIENCE_MS);
    try {
      for await (const { eventName, payload, transactionId } of stream) {
        heard.push({ name: eventName, payload: Buffer.from(payload).toString(), transactionId });
        if (transactionId === until) break;
      }
    } finally {
      clearTimeout(timer);
      stream.close();
    }
    return heard;
  }

  close(): void {
    for (const member of this.connections) member.close();
  }

  private get first(): Member {
    const [first] = this.connections;
    if (first === undefined) throw new Error('no member is connected');
    return first;
  }

  /** The outsider has no peer on the channel: it speaks to the first member's. */
  private senderOf(mspId: string = this.members[0]): { sender: Sender; member: Member } {
    if (mspId === this.outsider) return { sender: this.stranger, member: this.first };
    const member = this.connections.find(({ identity }) => identity.mspId === mspId);
    if (member === undefined) throw new Error(`there is no ${mspId}`);
    return { sender: member, member };
  }

  /** Orders so many other transactions that the orderers no longer know this one. */
  private async crowdOut(endorsed: EndorsedDraft): Promise<void> {
    const others = Array.from({ length: POOL_REMEMBERS + 1 }, () => withOtherId(endorsed));
    const sending = Array.from({ length: SENT_AT_ONCE }, async () => {
      for (let other = others.pop(); other !== undefined; other = others.pop()) {
        await this.send(other).catch(unlessUnknown);
      }
    });
    await Promise.all(sending);
    await sleep(POOL_FORGETS_MS);
  }

  private async send({ transactionId, by, payload }: EndorsedDraft): Promise<void> {
    const { sender, member } = this.senderOf(by);
    const envelope = new common.Envelope();
    envelope.setPayload(payload);
    const prepared = new gateway.PreparedTransaction();
    prepared.setTransactionId(transactionId);
    prepared.setEnvelope(envelope);
    await member.gateway.newSignedTransaction(prepared.serializeBinary(), sender.identity.sign(payload)).submit();
  }

  /** The outcome, once every member's peer has it: the next transaction may be endorsed by any. */
  private async everywhere(transactionId: string): Promise<Outcome> {
    const [first] = await Promise.all(this.connections.map((member) => statusAt(member, transactionId)));
    if (first === undefined) throw new Error('no member is connected');
    return first;
  }

  private async refuseApart(endorsed: readonly EndorsedDraft[], outcomes: readonly Outcome[]): Promise<void> {
    const [first] = outcomes;
    if (first === undefined || outcomes.some(({ blockNumber }) => blockNumber !== first.blockNumber)) {
      throw new NotTogether('in several blocks');
    }
    const [block = new Uint8Array()] = await this.blocks(first.blockNumber, 1);
    const wanted = endorsed.map(({ transactionId }) => transactionId);
    const found = [...codesIn(common.Block.deserializeBinary(block)).keys()].filter((id) => wanted.includes(id));
    if (found.join() !== wanted.join()) throw new NotTogether('in another order');
  }

  /** The blocks from a number on, until nobody listens any more or the time is over. */
  private async *listen(from: bigint, patience = PATIENCE_MS): AsyncGenerator<common.Block> {
    const stream = await this.first.network.getBlockEvents({ startBlock: from });
    const over = new AbortController();
    const timer = setTimeout(() => {
      over.abort();
      stream.close();
    }, patience);
    try {
      for await (const block of stream) {
        if (blockNumberOf(block) >= from) yield block;
      }
    } catch (error) {
      // A stream that is closed while it waits ends with an error or without, as it happens.
      if (!over.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      stream.close();
    }
  }
}

function proposalOf({ identity }: Sender, draft: Draft): Proposal {
  const transient = Object.entries(draft.transient ?? {}).map(([name, value]) => [name, Buffer.from(value)]);
  const request = {
    channel: CHANNEL,
    transaction: 'LedgerCases:Run',
    args: [JSON.stringify(draft.steps)],
    transient: Object.fromEntries(transient) as Record<string, Uint8Array>,
  };
  return propose(identity, CHAINCODE, request, draft.timestamp ?? Date.now(), draft);
}

function signedProposal(
  member: Member,
  { identity }: Sender,
  proposal: Proposal,
  endorsers: readonly string[],
): ReturnType<Member['gateway']['newSignedProposal']> {
  const proposed = new gateway.ProposedTransaction();
  proposed.setTransactionId(proposal.transactionId);
  proposed.setProposal(peer.SignedProposal.deserializeBinary(proposal.signed.serializeBinary()));
  proposed.setEndorsingOrganizationsList([...endorsers]);
  const signature = identity.sign(proposal.signed.getProposalBytes_asU8());
  return member.gateway.newSignedProposal(proposed.serializeBinary(), signature);
}

/** Orderers that will not take a transaction may have it all the same: the blocks tell, not the answer. */
function unlessUnknown(error: unknown): void {
  if (!(error instanceof GatewayError) || error.code !== UNAVAILABLE) throw error;
}

function answersOf(result: Uint8Array): string[] {
  return JSON.parse(Buffer.from(result).toString()) as string[];
}

function refuse(error: unknown): never {
  if (!(error instanceof GatewayError)) throw error;
  throw new Refusal([error.message, ...error.details.map(({ mspId, message }) => `${mspId}: ${message}`)].join('\n'));
}

/** The test ledger, as the cases see a ledger. */
import {
  chaincodeOf,
  EndorseError,
  EvaluateError,
  type Identity,
  type LedgerBlock,
  type LedgerRequest,
  outOf,
  type RuleName,
  TestLedger,
} from '@theriac/test-ledger';
import { CASE_MEMBERS, caseCollections } from '../../scripts/checks/case-collections';
import { LedgerCases } from './contract/ledger-cases.contract';
import {
  type Draft,
  type EndorsedDraft,
  type HeardEvent,
  type LedgerUnderTest,
  type Outcome,
  Refusal,
} from './ledger-under-test';

const CHANNEL = 'supply';
const MEMBERS = CASE_MEMBERS;
const OUTSIDER = 'ClinicMSP';
/** How long a listener waits for a block that may never come. */
const PATIENCE_MS = 100;

/** A test ledger with the contract of the cases, possibly without some rules. */
export async function testLedgerUnderTest(
  without: readonly RuleName[] = [],
): Promise<LedgerUnderTest & { stop(): void }> {
  const ledger = await TestLedger.start({
    organisations: [...MEMBERS, OUTSIDER].map((mspId) => ({ name: mspId.replace('MSP', '').toLowerCase(), mspId })),
    channels: [
      {
        name: CHANNEL,
        chaincodeName: 'ledger-cases',
        members: MEMBERS,
        chaincode: () => chaincodeOf(LedgerCases),
        policy: outOf(3, ...MEMBERS),
        collections: caseCollections(),
      },
    ],
    batch: { timeout: 'manual' },
    without,
  });
  const senders = new Map(
    await Promise.all(
      [...MEMBERS, OUTSIDER].map(async (mspId) => [mspId, await ledger.identity(mspId, { role: 'gateway' })] as const),
    ),
  );
  return new TestLedgerUnderTest(ledger, senders);
}

class TestLedgerUnderTest implements LedgerUnderTest {
  readonly members = MEMBERS;
  readonly outsider = OUTSIDER;

  constructor(
    private readonly ledger: TestLedger,
    private readonly senders: ReadonlyMap<string, Identity>,
  ) {}

  async evaluate(draft: Draft): Promise<readonly string[]> {
    return answersOf(await this.ledger.evaluate(this.sender(draft.by), requestOf(draft), draft).catch(refuse));
  }

  async endorse(draft: Draft): Promise<EndorsedDraft> {
    const sender = this.sender(draft.by);
    const endorsed = await this.ledger.endorse(sender, requestOf(draft), draft).catch(refuse);
    const { transactionId, result, payload } = endorsed;
    return { transactionId, payload, by: sender.mspId, answers: answersOf(result) };
  }

  async order(...endorsed: readonly EndorsedDraft[]): Promise<readonly Outcome[]> {
    const ordered = endorsed.map(({ transactionId, payload, by }) => {
      const nothing = { result: new Uint8Array(), endorsers: [] };
      return this.ledger.order({ ...nothing, transactionId, payload, channel: CHANNEL, creator: this.sender(by) });
    });
    await this.ledger.cutBlock(CHANNEL);
    return Promise.all(ordered.map((one) => one.status()));
  }

  async orderAgain(endorsed: EndorsedDraft): Promise<number> {
    const [outcome] = await this.order(endorsed);
    return outcome?.code ?? -1;
  }

  async blocks(from: bigint, count: number): Promise<readonly Uint8Array[]> {
    const found: Uint8Array[] = [];
    for await (const { bytes } of this.listen(from)) if (found.push(bytes) === count) break;
    return found;
  }

  async events(from: bigint, until: string): Promise<readonly HeardEvent[]> {
    const heard: HeardEvent[] = [];
    for await (const { transactions } of this.listen(from)) {
      for (const { transactionId, event } of transactions) {
        if (event !== undefined) {
          heard.push({ name: event.name, payload: Buffer.from(event.payload).toString(), transactionId });
        }
      }
      if (transactions.some(({ transactionId }) => transactionId === until)) break;
    }
    return heard;
  }

  stop(): void {
    this.ledger.stop();
  }

  private listen(from: bigint): AsyncIterable<LedgerBlock> {
    return this.ledger.blocks(CHANNEL, from, AbortSignal.timeout(PATIENCE_MS));
  }

  private sender(mspId: string = MEMBERS[0]): Identity {
    const sender = this.senders.get(mspId);
    if (sender === undefined) throw new Error(`there is no ${mspId}`);
    return sender;
  }
}

function requestOf({ steps, endorsers, transient = {} }: Draft): LedgerRequest {
  return {
    channel: CHANNEL,
    transaction: 'LedgerCases:Run',
    args: [JSON.stringify(steps)],
    transient: Object.fromEntries(Object.entries(transient).map(([name, value]) => [name, Buffer.from(value)])),
    ...(endorsers && { endorsers }),
  };
}

function answersOf(result: Uint8Array): string[] {
  const json = Buffer.from(result).toString();
  return json === '' ? [] : (JSON.parse(json) as string[]);
}

function refuse(error: unknown): never {
  if (!(error instanceof EndorseError || error instanceof EvaluateError)) throw error;
  throw new Refusal([error.message, ...error.details.map(({ mspId, message }) => `${mspId}: ${message}`)].join('\n'));
}

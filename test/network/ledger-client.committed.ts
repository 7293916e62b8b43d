/** What a channel's blocks hold of a log's heads: the witness for "nothing lost, nothing twice". */
import { headAnchoredSchema } from '@theriac/domain/anchors';
import type { TestClient } from './ledger-client.fixture';

/** A committed change of a log's head. */
export interface CommittedHead {
  readonly transactionId: string;
  readonly log: string;
  readonly size: number;
}

/** The committed changes of one log's head, in order. */
export async function committedHeads(client: TestClient, log: string, channel = 'supply'): Promise<CommittedHead[]> {
  return (await allCommitted(client, channel)).filter((head) => head.log === log);
}

/** Anchors a marker and reads blocks up to it, so that everything committed before is seen. */
export async function allCommitted(client: TestClient, channel = 'supply'): Promise<CommittedHead[]> {
  const marker = `marker-${process.hrtime.bigint().toString(36)}`;
  const { blockNumber } = await client.ledger.submit(client.machine, {
    channel,
    transaction: 'Anchors:AnchorHead',
    args: [JSON.stringify({ log: marker, size: 1, head: '0'.repeat(64) })],
  });
  const found: CommittedHead[] = [];
  const reading = new AbortController();
  for await (const block of client.ledger.blocks(channel, 0n, reading.signal)) {
    for (const { event, transactionId } of block.transactions) {
      if (event?.name !== 'HeadAnchored') continue;
      const told = headAnchoredSchema.parse(JSON.parse(Buffer.from(event.payload).toString('utf8')));
      found.push({ transactionId, log: told.log, size: told.size });
    }
    if (block.number >= blockNumber) reading.abort();
  }
  return found;
}

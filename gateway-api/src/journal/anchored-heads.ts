/** Every head of a journal that the ledger ever held, read from the own peer's blocks. */
import { headAnchoredSchema } from '@theriac/domain/anchors';
import { JOURNAL_LOG } from '@theriac/domain/journal';
import { parseJson } from '@theriac/domain/ledger';
import type { BlockTransaction, Ledger } from '../ledger';

/** A head, and where it stands. */
export interface AnchoredHead {
  readonly size: number;
  /** Lower case hex. */
  readonly head: string;
  /** The ledger's time. */
  readonly at: string;
  readonly blockNumber: bigint;
}

/** What is read. */
export interface AnchoredHeadsOptions {
  readonly ledger: Pick<Ledger, 'blocks'>;
  readonly channel: string;
  /** How many blocks the own peer has. */
  readonly height: bigint;
  readonly organisation: string;
}

/** The heads of an organisation's journal, in the order of the blocks, in which they only grow. */
export async function readAnchoredHeads(options: AnchoredHeadsOptions): Promise<readonly AnchoredHead[]> {
  const { ledger, channel, height, organisation } = options;
  const heads: AnchoredHead[] = [];
  if (height === 0n) return heads;
  const stop = new AbortController();
  for await (const { number, transactions } of ledger.blocks(channel, 0n, stop.signal)) {
    for (const transaction of transactions) {
      const head = headOf(transaction);
      if (head?.organisation === organisation && head.log === JOURNAL_LOG) {
        const { size, head: hash, at } = head;
        heads.push({ size, head: hash, at, blockNumber: number });
      }
    }
    if (number + 1n >= height) break;
  }
  stop.abort();
  return heads;
}

function headOf({ validationCode, event }: BlockTransaction) {
  if (validationCode !== 0 || event?.name !== 'HeadAnchored') return undefined;
  return parseJson(headAnchoredSchema, Buffer.from(event.payload).toString('utf8'));
}

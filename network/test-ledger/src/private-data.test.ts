import { createHash } from 'node:crypto';
import { type Context, Contract } from 'fabric-contract-api';
import { chaincodeOf, type LedgerRequest, outOf, TestLedger } from './index';

const MEMBERS = ['NorthMSP', 'SouthMSP', 'WestMSP'];
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Keeps letters that two of three may hold. */
class Letters extends Contract {
  async Write({ stub }: Context, key: string): Promise<void> {
    await stub.putPrivateData('letters', key, stub.getTransient().get('text') ?? Buffer.of());
  }

  async Purge({ stub }: Context, key: string): Promise<void> {
    await stub.purgePrivateData('letters', key);
  }

  async Read({ stub }: Context, key: string): Promise<string> {
    return Buffer.from(await stub.getPrivateData('letters', key)).toString();
  }
}

const start = (): Promise<TestLedger> =>
  TestLedger.start({
    organisations: ['north', 'south', 'west'].map((name, at) => ({ name, mspId: MEMBERS[at] ?? '' })),
    channels: [
      {
        name: 'post',
        members: MEMBERS,
        chaincode: () => chaincodeOf(Letters),
        policy: outOf(1, ...MEMBERS),
        collections: [{ name: 'letters', members: ['NorthMSP', 'SouthMSP'], memberOnlyRead: true }],
      },
    ],
  });

const request = (transaction: string, text?: string): LedgerRequest => ({
  channel: 'post',
  transaction,
  args: ['k'],
  ...(text !== undefined && { transient: { text: Buffer.from(text) } }),
});

describe('private data', () => {
  it('lies with members’ peers, as a hash in the block, and nowhere once it is purged', async () => {
    const ledger = await start();
    const person = await ledger.identity('north');
    await ledger.submit(person, request('Write', 'Dear Ana'));
    const holding = MEMBERS.map((mspId) => ledger.privateStateOf(mspId, 'post', 'letters', 'k'));
    expect(holding.map((value) => value && Buffer.from(value).toString())).toEqual(['Dear Ana', 'Dear Ana', undefined]);
    const letter = { collection: 'letters', key: 'k', value: Buffer.from('Dear Ana') };
    expect(MEMBERS.map((mspId) => ledger.privateValuesOf(mspId, 'post'))).toEqual([[letter], [letter], []]);
    expect(ledger.stateOf('post', 'k')).toBeUndefined();
    await ledger.submit(person, request('Purge'));
    expect(ledger.privateValuesOf('NorthMSP', 'post')).toEqual([]);
    expect(ledger.privateStateOf('NorthMSP', 'post', 'letters', 'k')).toBeUndefined();

    const until = new AbortController();
    const seen = [];
    for await (const block of ledger.blocks('post', 1n, until.signal)) {
      seen.push(...block.transactions.flatMap(({ privateWrites }) => privateWrites));
      expect(Buffer.from(block.bytes).includes('Dear Ana')).toBe(false);
      if (seen.length === 2) until.abort();
    }
    const place = { collection: 'letters', keyHash: sha256('k') };
    expect(seen).toEqual([
      { ...place, valueHash: sha256('Dear Ana'), isPurge: false },
      { ...place, valueHash: undefined, isPurge: true },
    ]);
    ledger.stop();
  });

  it('is read where it lies, by whom the collection lets', async () => {
    const ledger = await start();
    const [member, stranger] = [await ledger.identity('south'), await ledger.identity('west')];
    await ledger.submit(member, request('Write', 'Dear Ana'));
    expect(Buffer.from(await ledger.evaluate(member, request('Read'))).toString()).toBe('Dear Ana');
    await expect(ledger.evaluate(stranger, { ...request('Read'), endorsers: ['NorthMSP'] })).rejects.toThrow(
      'tx creator does not have read access permission',
    );
    await expect(ledger.evaluate(member, { ...request('Read'), endorsers: ['WestMSP'] })).rejects.toThrow(
      'Public hash version = {BlockNum: 1, TxNum: 0}, Private data version = <nil>',
    );
    ledger.stop();
  });
});

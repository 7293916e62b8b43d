import { Shim, type ChaincodeInterface } from 'fabric-shim';
import { type LedgerRequest, outOf, policyBytes, TestLedger } from './index';

const ORGANISATIONS = [
  { name: 'north', mspId: 'NorthMSP' },
  { name: 'south', mspId: 'SouthMSP' },
  { name: 'west', mspId: 'WestMSP' },
  { name: 'abroad', mspId: 'AbroadMSP' },
];
const MEMBERS = ['NorthMSP', 'SouthMSP', 'WestMSP'];

const counter = (step: number): ChaincodeInterface => ({
  Init: () => Promise.resolve(Shim.success()),
  async Invoke(stub) {
    const [name, key = ''] = stub.getArgs();
    const before = Number(Buffer.from(await stub.getState(key)).toString());
    if (name === 'Read') return Shim.success(Buffer.from(String(before)));
    if (name === 'Refuse') return Shim.error('NOT_TODAY: come back tomorrow');
    await stub.putState(key, Buffer.from(String(before + step)));
    stub.setEvent('Counted', Buffer.from(key));
    return Shim.success(Buffer.from(String(before + step)));
  },
});

const start = (chaincode: (mspId: string) => ChaincodeInterface = () => counter(1)): Promise<TestLedger> =>
  TestLedger.start({
    organisations: ORGANISATIONS,
    channels: [{ name: 'count', members: MEMBERS, chaincode, policy: outOf(2, ...MEMBERS) }],
  });
const request = (transaction: string, endorsers?: string[]): LedgerRequest => ({
  channel: 'count',
  transaction,
  args: ['k'],
  ...(endorsers && { endorsers }),
});

describe('the test ledger', () => {
  it('submits, evaluates and delivers', async () => {
    const ledger = await start();
    const person = await ledger.identity('north', { role: 'counter' });
    const committed = await ledger.submit(person, request('Add'));
    expect(Buffer.from(committed.result).toString()).toBe('1');
    expect(committed.blockNumber).toBe(1n);
    expect(Buffer.from(await ledger.evaluate(person, request('Read'))).toString()).toBe('1');
    const until = new AbortController();
    for await (const block of ledger.blocks('count', 1n, until.signal)) {
      expect(block.transactions[0]).toMatchObject({
        transactionId: committed.transactionId,
        validationCode: 0,
        creatorMspId: 'NorthMSP',
        event: { name: 'Counted' },
        writes: [{ key: 'k' }],
      });
      until.abort();
    }
    ledger.stop();
  });

  it('hands a contract’s refusal on with its message alone', async () => {
    const ledger = await start();
    const person = await ledger.identity('north');
    const refused = { contractMessage: 'NOT_TODAY: come back tomorrow' };
    await expect(ledger.submit(person, request('Refuse'))).rejects.toMatchObject({ ...refused, code: 10 });
    await expect(ledger.evaluate(person, request('Refuse'))).rejects.toMatchObject({ ...refused, code: 2 });
    expect(ledger.height('count')).toBe(1n);
  });

  it('lets organisations run different contracts: named endorsers differ, unnamed ones are found without the odd one', async () => {
    const ledger = await start((mspId) => counter(mspId === 'SouthMSP' ? 1000 : 1));
    const person = await ledger.identity('north');
    await expect(ledger.submit(person, request('Add', MEMBERS))).rejects.toMatchObject({
      details: [{ mspId: 'SouthMSP', message: 'ProposalResponsePayloads do not match' }],
    });
    expect(Buffer.from((await ledger.submit(person, request('Add'))).result).toString()).toBe('1');
    expect((await ledger.endorse(person, request('Add'))).endorsers).toEqual(['NorthMSP', 'WestMSP']);
    const odd = await ledger.identity('south');
    await expect(ledger.submit(odd, request('Add'))).rejects.toThrow(
      'failed to collect enough transaction endorsements',
    );
  });

  it('puts what is ordered side by side into one block', async () => {
    const ledger = await start();
    const person = await ledger.identity('west');
    const requests = ['a', 'b', 'c'].map((key) => ({ channel: 'count', transaction: 'Add', args: [key] }));
    const blocks = (await Promise.all(requests.map((one) => ledger.submit(person, one)))).map((one) => one.blockNumber);
    expect(new Set(blocks).size).toBe(1);
  });

  it('rejects a block that would halt every peer of a real network', async () => {
    const policy = outOf(2, ...MEMBERS);
    const ledger = await start(() => ({
      Init: () => Promise.resolve(Shim.success()),
      async Invoke(stub) {
        const [name, key = ''] = stub.getArgs();
        if (name === 'Put') await stub.putState(key, Buffer.from('1'));
        if (name === 'Remove') await stub.deleteState(key);
        if (name === 'Guard') await stub.setStateValidationParameter(key, policyBytes(policy));
        return Shim.success();
      },
    }));
    const person = await ledger.identity('north');
    await ledger.submit(person, request('Put'));
    const [removal, guard] = [
      await ledger.endorse(person, request('Remove')),
      await ledger.endorse(person, request('Guard')),
    ];
    const ordered = [ledger.order(removal), ledger.order(guard)].map((one) => one.status());
    for (const status of await Promise.allSettled(ordered)) {
      expect(status).toMatchObject({ status: 'rejected', reason: { name: 'PeersHaltError' } });
    }
  });

  it('starts in under a second', async () => {
    const before = performance.now();
    (await start()).stop();
    expect(performance.now() - before).toBeLessThan(1000);
  });
});

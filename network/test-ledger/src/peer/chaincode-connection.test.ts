import type { ChaincodeInterface } from 'fabric-shim';
import { Shim } from 'fabric-shim';
import { outOf, TestLedger } from '../index';

const answering = (invoke: ChaincodeInterface['Invoke']): Promise<TestLedger> =>
  TestLedger.start({
    organisations: [{ name: 'north', mspId: 'NorthMSP' }],
    channels: [
      {
        name: 'c',
        members: ['NorthMSP'],
        policy: outOf(1, 'NorthMSP'),
        chaincode: () => ({
          Init: () => Promise.resolve(Shim.success()),
          Invoke: (stub) => invoke(stub).catch((error: unknown) => Shim.error((error as Error).message)),
        }),
      },
    ],
    executeTimeout: 100,
  });
const request = { channel: 'c', transaction: 'Any', args: [] };

describe('what a chaincode meets', () => {
  it('many rows, fetched by the hundred', async () => {
    const ledger = await answering(async (stub) => {
      const [name] = stub.getArgs();
      if (name === 'Write') for (let at = 0; at < 250; at += 1) await stub.putState(`k${1000 + at}`, Buffer.from('1'));
      const keys: string[] = [];
      for await (const { key } of stub.getStateByRange('', '')) keys.push(key);
      return Shim.success(Buffer.from(`${keys.length} ${keys.at(-1) ?? ''}`));
    });
    const person = await ledger.identity('north');
    await ledger.submit(person, { ...request, transaction: 'Write' });
    expect(Buffer.from(await ledger.evaluate(person, request)).toString()).toBe('250 k1249');
  });

  it('a sentence for what is not modelled', async () => {
    const ledger = await answering(async (stub) => {
      await stub.getHistoryForKey('k');
      return Shim.success();
    });
    const refused = ledger.evaluate(await ledger.identity('north'), request);
    await expect(refused).rejects.toThrow('the test ledger does not model GET_HISTORY_FOR_KEY');
  });

  it('an end, when it does not end by itself', async () => {
    const ledger = await answering(() => new Promise(() => undefined));
    const refused = ledger.submit(await ledger.identity('north'), request);
    await expect(refused).rejects.toMatchObject({
      details: [{ mspId: 'NorthMSP', message: 'error in simulation: timeout expired while executing transaction' }],
    });
  });

  it('bytes that are no policy, refused where a peer would halt', async () => {
    const ledger = await answering(async (stub) => {
      await stub.putState('k', Buffer.from('1'));
      await stub.setStateValidationParameter('k', Buffer.from('holder'));
      return Shim.success();
    });
    const refused = ledger.submit(await ledger.identity('north'), request);
    await expect(refused).rejects.toHaveProperty('contractMessage', expect.stringContaining('SignaturePolicyEnvelope'));
  });
});

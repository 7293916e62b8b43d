/** Commands go in as canonical JSON, answers come out through their schemas. */
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { ChannelLedger } from './channel-ledger';
import type { Ledger, LedgerRequest } from './ledger.port';

const caller: Caller = { person: 'a', role: 'gateway', site: undefined, organisation: 'pharmacy' };

function given(answer: string) {
  const asked: LedgerRequest[] = [];
  const result = Buffer.from(answer);
  const ledger: Ledger = {
    evaluate: (_caller, request) => {
      asked.push(request);
      return Promise.resolve(result);
    },
    submit: (_caller, request) => {
      asked.push(request);
      return Promise.resolve({ transactionId: 'tx', blockNumber: 3n, result });
    },
    blocks: () => {
      throw new Error('not asked for here');
    },
  };
  return { channel: new ChannelLedger(ledger, 'supply'), asked };
}

describe('a channel of the ledger', () => {
  it('sends one canonical argument, or none', async () => {
    const { channel, asked } = given('');
    await channel.evaluate(caller, 'C:T', { b: 1, a: 'é' }, z.undefined());
    await channel.evaluate(caller, 'C:Ping', undefined, z.undefined());
    expect(asked.map(({ args }) => args)).toEqual([['{"a":"é","b":1}'], []]);
    expect(asked[0]).toMatchObject({ channel: 'supply', transaction: 'C:T' });
  });

  it('answers a submit with the parsed event and where it stands', async () => {
    const { channel, asked } = given('{"size":2}');
    const transient = { '0': Buffer.from([1]) };
    const committed = await channel.submit(caller, 'C:T', {}, z.object({ size: z.int() }), {
      transient,
      reference: 'r',
    });
    expect(committed).toEqual({ transactionId: 'tx', blockNumber: 3n, event: { size: 2 } });
    expect(asked[0]).toMatchObject({ transient, reference: 'r' });
  });

  it.each(['{"size":"two"}', '{', ''])(
    'takes the answer %j for a fault of the ledger, not of the caller',
    async (answer) => {
      const { channel } = given(answer);
      await expect(channel.evaluate(caller, 'C:T', {}, z.object({ size: z.int() }))).rejects.toMatchObject({
        code: 'LEDGER_FAULT',
      });
    },
  );

  it('sends a private question and a private command to the endorsers alone', async () => {
    const { channel, asked } = given('{"at":"2026-11-21T09:30:00.000Z","type":"ConsentGiven","version":1}');
    const committed = await channel.submitPrivate(caller, 'C:T', { b: 1, a: 'é' }, { endorsers: ['ClinicMSP'] });
    expect(committed).toEqual({
      ...{ transactionId: 'tx', blockNumber: 3n },
      event: { type: 'ConsentGiven', version: 1, at: '2026-11-21T09:30:00.000Z' },
    });
    await channel.evaluatePrivate(caller, 'C:Q', { a: 'é' }, z.looseObject({ type: z.string() }));
    expect(asked).toEqual([
      {
        ...{ channel: 'supply', transaction: 'C:T', args: [], endorsers: ['ClinicMSP'] },
        transient: { command: Buffer.from('{"a":"é","b":1}') },
      },
      { channel: 'supply', transaction: 'C:Q', args: [], transient: { command: Buffer.from('{"a":"é"}') } },
    ]);
  });

  it('takes a private submit that answers more than everybody may learn for a fault', async () => {
    const { channel } = given('{"at":"2026-11-21T09:30:00.000Z","type":"ConsentGiven","version":1,"patient":"4f"}');
    await expect(channel.submitPrivate(caller, 'C:T', {})).rejects.toMatchObject({ code: 'LEDGER_FAULT' });
  });
});

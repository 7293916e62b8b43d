import type { Caller } from '../caller/caller';
import type { LedgerRequest } from '../ledger';
import { EhrEvents } from './ehr-events.client';

const machine: Caller = { person: 'gateway', role: 'gateway', site: undefined, organisation: 'clinic' };

it('asks the own peer as the gateway itself, and knows an erased event by an empty answer', async () => {
  const asked: [Caller, LedgerRequest][] = [];
  const events = new EhrEvents(
    {
      evaluate: (caller, request) => {
        asked.push([caller, request]);
        return Promise.resolve(Buffer.from(request.args[0] === '{"transaction":"tx1"}' ? '{"type":"X"}' : ''));
      },
    },
    machine,
  );
  expect(await events.bodyOf('care', 'tx1')).toEqual(Buffer.from('{"type":"X"}'));
  expect(await events.bodyOf('care', 'tx2')).toBeUndefined();
  expect(asked[0]).toEqual([
    machine,
    { channel: 'care', transaction: 'EhrAccess:ReadEvent', args: ['{"transaction":"tx1"}'] },
  ]);
});

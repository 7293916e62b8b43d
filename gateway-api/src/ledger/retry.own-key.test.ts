/** What is not tried again for a caller with an own key: whatever would need a signature that nobody has looked at. */
import { status as grpc } from '@grpc/grpc-js';
import { FakeClock, FakeWire, MemoryProposals, type Script, SILENCE, wireError } from './fixtures/fake-wire';
import { SILENT_LEDGER_OBSERVER } from './ledger-observer';
import { DEFAULT_LEDGER_SETTINGS } from './ledger-settings';
import type { Signer } from './phases';
import { Retry } from './retry';

const own: Signer = {
  person: '0'.repeat(32),
  identity: { mspId: 'PharmacyMSP', certificate: '', isOwnKey: true, sign: (bytes) => Promise.resolve(bytes) },
};
const request = { channel: 'supply', transaction: 'C:T', args: [] };

const DOWN = wireError(grpc.UNAVAILABLE, '14 UNAVAILABLE: connect ECONNREFUSED');
const DIFFERING = wireError(grpc.ABORTED, 'failed to collect enough', 'ProposalResponsePayloads do not match');
const NO_QUORUM = wireError(grpc.UNAVAILABLE, '14 UNAVAILABLE: insufficient number of orderers');
const TOO_OLD = wireError(grpc.UNAVAILABLE, '14 UNAVAILABLE: request unauthorized due to incorrect timestamp');
const [VALID, POLICY, MVCC, PHANTOM] = [0, 10, 11, 12];

function given(script: Script) {
  const clock = new FakeClock();
  const wire = new FakeWire(script, clock);
  const proposals = new MemoryProposals();
  const told: string[] = [];
  const observer = {
    ...SILENT_LEDGER_OBSERVER,
    triedAgain: (reason: string) => told.push(reason),
    lookedUp: (result: string) => told.push(`looked up: ${result}`),
  };
  const retry = new Retry({ wire, proposals, observer, clock }, DEFAULT_LEDGER_SETTINGS);
  return { wire, proposals, told, retry };
}

describe('a caller who signs with their own key', () => {
  it.each([
    ['a conflict', { status: [MVCC] }],
    ['a phantom', { status: [PHANTOM] }],
    ['a changed policy', { status: [POLICY] }],
    ['endorsers that differ', { endorse: [DIFFERING] }],
    ['a proposal that became too old', { endorse: [TOO_OLD] }],
  ] satisfies [string, Script][])('signs anew after %s: nothing is signed twice for one look', async (_, script) => {
    const { retry, wire, proposals, told } = given(script);
    await expect(retry.submit(own, request)).rejects.toMatchObject({ code: 'RESIGN' });
    expect(wire.calls.filter((call) => call.startsWith('endorse'))).toEqual(['endorse tx1']);
    expect(proposals.rows.size).toBe(0);
    expect(told).toEqual([]);
  });

  it('is not asked again to sign a question whose connection dropped', async () => {
    const { retry, wire } = given({ evaluate: [DOWN, Buffer.from('1')] });
    await expect(retry.evaluate(own, request)).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(wire.calls).toEqual(['evaluate']);
  });

  it('signs a proposal once, however long the peers are away', async () => {
    const { retry, wire } = given({ endorse: [DOWN, DOWN, 'endorsed'] });
    await retry.submit(own, request);
    expect(wire.calls).toEqual(['endorse tx1', 'endorse tx1', 'endorse tx1', 'submit tx1', 'status tx1']);
  });

  it('is followed to the outcome of what was handed over', async () => {
    const { retry, told } = given({ submit: [NO_QUORUM], status: [SILENCE, VALID] });
    await expect(retry.submit(own, request)).resolves.toMatchObject({ transactionId: 'tx1' });
    expect(told).toEqual(['looked up: valid']);
  });
});

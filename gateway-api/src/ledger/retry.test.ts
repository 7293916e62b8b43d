/** What is tried again, how often, and what is never guessed: the policy with a fake wire and a clock that does not wait. */
import { status as grpc } from '@grpc/grpc-js';
import { FakeClock, FakeWire, MemoryProposals, type Script, SILENCE, wireError } from './fixtures/fake-wire';
import { OutcomeUnknown } from './ledger-failures';
import { type LedgerObserver, SILENT_LEDGER_OBSERVER } from './ledger-observer';
import { DEFAULT_LEDGER_SETTINGS, type LedgerSettings } from './ledger-settings';
import type { Signer } from './phases';
import { Retry } from './retry';

const signer: Signer = {
  person: '0'.repeat(32),
  identity: { mspId: 'PharmacyMSP', certificate: '', sign: (digest) => Promise.resolve(digest) },
};
const request = { channel: 'supply', transaction: 'C:T', args: [] };

const DOWN = wireError(grpc.UNAVAILABLE, '14 UNAVAILABLE: connect ECONNREFUSED');
const REFUSED = wireError(grpc.ABORTED, 'failed to endorse', 'chaincode response 500, LOT_FULL: 16 parts');
const DIFFERING = wireError(grpc.ABORTED, 'failed to collect enough', 'ProposalResponsePayloads do not match');
const NO_QUORUM = wireError(
  grpc.UNAVAILABLE,
  '14 UNAVAILABLE: insufficient number of orderers could successfully process',
);
const TOO_OLD = wireError(grpc.UNAVAILABLE, '14 UNAVAILABLE: request unauthorized due to incorrect timestamp');
const VALID = 0;
const DUPLICATE = 9;
const POLICY = 10;
const MVCC = 11;
const PHANTOM = 12;
const EXPIRED_CHAINCODE = 17;

function given(script: Script, settings: Partial<LedgerSettings> = {}, observed: Partial<LedgerObserver> = {}) {
  const clock = new FakeClock();
  const wire = new FakeWire(script, clock);
  const proposals = new MemoryProposals();
  const told: string[] = [];
  const observer: LedgerObserver = {
    ...SILENT_LEDGER_OBSERVER,
    triedAgain: (reason) => told.push(reason),
    lookedUp: (result) => told.push(`looked up: ${result}`),
    endorsersDiffer: () => told.push('alarm'),
    ...observed,
  };
  const retry = new Retry({ wire, proposals, observer, clock }, { ...DEFAULT_LEDGER_SETTINGS, ...settings });
  return { clock, wire, proposals, told, retry, submit: () => retry.submit(signer, request) };
}

describe('submitting', () => {
  it('is endorse, submit and wait, each once, when all goes well', async () => {
    const { submit, wire, proposals } = given({});
    const committed = await submit();
    expect(committed).toMatchObject({ transactionId: 'tx1', blockNumber: 7n });
    expect(wire.calls).toEqual(['endorse tx1', 'submit tx1', 'status tx1']);
    expect(proposals.rows.size).toBe(0);
  });

  it('keeps the proposal before endorsing, and the signed transaction before handing it over', async () => {
    const seen: string[] = [];
    const { submit, proposals } = given(
      {},
      {},
      {
        phaseEnded: (phase) => {
          const row = proposals.rows.get('tx1');
          seen.push(
            `${phase}: ${row === undefined ? 'nothing' : row.released === undefined ? 'proposal' : 'transaction'}`,
          );
        },
      },
    );
    await submit();
    expect(seen).toEqual([
      'keep: proposal',
      'endorse: proposal',
      'release: transaction',
      'submit: transaction',
      'commit: transaction',
    ]);
  });

  it('endorses anew after MVCC and phantom conflicts, with growing pauses', async () => {
    const { submit, wire, told, clock } = given({ status: [MVCC, PHANTOM, MVCC, VALID] });
    expect(await submit()).toMatchObject({ transactionId: 'tx4' });
    expect(told).toEqual(['mvcc-conflict', 'phantom-conflict', 'mvcc-conflict']);
    expect(wire.calls.filter((call) => call.startsWith('endorse'))).toHaveLength(4);
    expect(clock.slept).toEqual([38, 75, 150]);
  });

  it('gives up after the most attempts, having changed nothing', async () => {
    const { submit, wire, proposals } = given({ status: [MVCC, PHANTOM] }, { conflictAttempts: 3 });
    await expect(submit()).rejects.toMatchObject({ code: 'LEDGER_CONFLICT' });
    expect(wire.calls.filter((call) => call.startsWith('submit'))).toHaveLength(3);
    expect(proposals.rows.size).toBe(0);
  });

  it('looks once more after code 10, which gives the contract’s own refusal', async () => {
    const { submit, told } = given({ status: [POLICY], endorse: ['endorsed', REFUSED] });
    await expect(submit()).rejects.toMatchObject({ code: 'LOT_FULL' });
    expect(told).toEqual(['policy-race']);
  });

  it('surfaces code 10 when it comes twice, and others at once', async () => {
    const twice = given({ status: [POLICY] });
    await expect(twice.submit()).rejects.toMatchObject({ code: 'TRANSACTION_INVALID' });
    expect(twice.wire.calls.filter((call) => call.startsWith('submit'))).toHaveLength(2);
    const upgraded = given({ status: [EXPIRED_CHAINCODE] });
    await expect(upgraded.submit()).rejects.toThrow('17 (EXPIRED_CHAINCODE)');
    expect(upgraded.wire.calls.filter((call) => call.startsWith('submit'))).toHaveLength(1);
  });

  it('never tries a contract’s refusal again', async () => {
    const { submit, wire, proposals } = given({ endorse: [REFUSED] });
    await expect(submit()).rejects.toMatchObject({ code: 'LOT_FULL' });
    expect(wire.calls).toEqual(['endorse tx1']);
    expect(proposals.rows.size).toBe(0);
  });

  it('endorses again when endorsers differ, and raises an alarm when they keep to it', async () => {
    const passing = given({ endorse: [DIFFERING, 'endorsed'] });
    expect(await passing.submit()).toMatchObject({ transactionId: 'tx2' });
    const lasting = given({ endorse: [DIFFERING] }, { disagreementAttempts: 3 });
    await expect(lasting.submit()).rejects.toMatchObject({ code: 'LEDGER_DISAGREES' });
    expect(lasting.told).toEqual(['results-differ', 'results-differ', 'alarm']);
  });
});

describe('a lost connection', () => {
  it('under an endorsement has the same signed proposal sent again', async () => {
    const { submit, wire } = given({ endorse: [DOWN, DOWN, 'endorsed'] });
    expect(await submit()).toMatchObject({ transactionId: 'tx1' });
    expect(wire.calls.slice(0, 3)).toEqual(['endorse tx1', 'endorse tx1', 'endorse tx1']);
  });

  it('that stays ends in "unavailable": nothing was sent', async () => {
    const { submit, wire, proposals, clock } = given({ endorse: [DOWN] }, { reconnectPatience: 3_000 });
    const begun = clock.now();
    await expect(submit()).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(wire.calls.every((call) => call === 'endorse tx1')).toBe(true);
    expect(clock.now() - begun).toBeLessThan(6_000);
    expect(proposals.rows.size).toBe(0);
  });

  it('that lasts past the time window has the proposal made anew', async () => {
    const { submit, wire, told } = given(
      { endorse: [DOWN, DOWN, DOWN, 'endorsed'] },
      { reconnectPatience: 60_000, timeWindow: 30_050, firstPause: 40 },
    );
    expect(await submit()).toMatchObject({ transactionId: 'tx2' });
    expect(wire.calls.slice(0, 4)).toEqual(['endorse tx1', 'endorse tx1', 'endorse tx1', 'endorse tx2']);
    expect(told).toEqual(['connection', 'connection', 'time-window']);
  });

  it('is not waited for when the peer says that the proposal is too old: it is made anew, once', async () => {
    const { submit } = given({ endorse: [TOO_OLD, 'endorsed'] });
    expect(await submit()).toMatchObject({ transactionId: 'tx2' });
    const skewed = given({ endorse: [TOO_OLD] });
    await expect(skewed.submit()).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  });

  it('under a submit has the same signed transaction sent again, until its status is known', async () => {
    const { submit, wire, told } = given({ submit: [DOWN, DOWN, 'taken'], status: [DOWN, DOWN, VALID] });
    expect(await submit()).toMatchObject({ transactionId: 'tx1' });
    expect(wire.calls).toEqual([
      'endorse tx1',
      'submit tx1',
      'status tx1',
      'submit tx1',
      'status tx1',
      'submit tx1',
      'status tx1',
    ]);
    expect(told).toEqual(['looked up: valid']);
  });
});

describe('an unknown outcome', () => {
  it('is what a failed submit leaves: it is looked up, never taken for "not done"', async () => {
    const { submit, wire } = given({ submit: [NO_QUORUM], status: [VALID] });
    expect(await submit()).toMatchObject({ transactionId: 'tx1' });
    expect(wire.calls.filter((call) => call.startsWith('endorse'))).toEqual(['endorse tx1']);
  });

  it('is told with the transaction’s id when the look-up ends, and stays remembered', async () => {
    const { submit, proposals, told } = given({ submit: [NO_QUORUM], status: [SILENCE] });
    const error: unknown = await submit().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OutcomeUnknown);
    expect(error).toMatchObject({ transactionId: 'tx1', code: 'OUTCOME_UNKNOWN' });
    expect([...proposals.rows.keys()]).toEqual(['tx1']);
    expect(told).toEqual(['looked up: unanswered']);
  });

  it('is what a commit’s deadline leaves too; a conflict found by the look-up is endorsed anew', async () => {
    const { submit, told } = given({ status: [SILENCE, MVCC, VALID] });
    expect(await submit()).toMatchObject({ transactionId: 'tx2' });
    expect(told).toEqual(['looked up: invalid', 'mvcc-conflict']);
  });

  it('keeps the look-up within its deadline', async () => {
    const { submit, clock } = given({ submit: [NO_QUORUM], status: [SILENCE] }, { lookUpDeadline: 10_000 });
    const begun = clock.now();
    await submit().catch(() => undefined);
    expect(clock.now() - begun).toBeLessThanOrEqual(10_000);
  });

  it('of a duplicate is that of the earlier transaction with its id', async () => {
    const { submit } = given({ status: [DUPLICATE, DUPLICATE, VALID] });
    expect(await submit()).toMatchObject({ transactionId: 'tx1' });
  });
});

describe('evaluating', () => {
  it('is tried once more after a lost connection, and never after a refusal', async () => {
    const passing = given({ evaluate: [DOWN, Buffer.from('1')] });
    expect(Buffer.from(await passing.retry.evaluate(signer, request)).toString()).toBe('1');
    const down = given({ evaluate: [DOWN] });
    await expect(down.retry.evaluate(signer, request)).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(down.wire.calls).toEqual(['evaluate', 'evaluate']);
    const refused = given({ evaluate: [REFUSED] });
    await expect(refused.retry.evaluate(signer, request)).rejects.toMatchObject({ code: 'LOT_FULL' });
    expect(refused.wire.calls).toEqual(['evaluate']);
  });
});

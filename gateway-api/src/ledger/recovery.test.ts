/** What a crash left is looked up, and reported to who asked for it. */
import { FakeClock, FakeWire, MemoryProposals, type Script, SILENCE } from './fixtures/fake-wire';
import { SILENT_LEDGER_OBSERVER } from './ledger-observer';
import { DEFAULT_LEDGER_SETTINGS } from './ledger-settings';
import { recover } from './recovery';
import { Retry } from './retry';

async function given(script: Script, rows: readonly { id: string; released: boolean; age?: number }[]) {
  const clock = new FakeClock();
  const wire = new FakeWire(script, clock);
  const proposals = new MemoryProposals();
  const retry = new Retry({ wire, proposals, observer: SILENT_LEDGER_OBSERVER, clock }, DEFAULT_LEDGER_SETTINGS);
  for (const { id, released, age = 0 } of rows) {
    const madeAt = clock.now() - age;
    const known = {
      transactionId: id,
      channel: 'supply',
      transaction: 'C:T',
      person: 'p',
      reference: `job ${id}`,
      madeAt,
    };
    await proposals.remember({ ...known, bytes: Buffer.from('proposal') });
    if (released) await proposals.release({ transactionId: id, bytes: Buffer.from(id) });
  }
  const run = (isInFlight: (id: string) => boolean = () => false) =>
    recover({
      proposals,
      observer: SILENT_LEDGER_OBSERVER,
      lookUp: (transaction) => retry.lookUp(transaction),
      isInFlight,
    });
  return { wire, proposals, run };
}

describe('recovery', () => {
  it('knows that what was never handed over did not happen, without asking', async () => {
    const { run, wire, proposals } = await given({}, [{ id: 'a', released: false }]);
    expect(await run()).toMatchObject([{ transactionId: 'a', reference: 'job a', result: 'never-sent' }]);
    expect(wire.calls).toEqual([]);
    expect(proposals.rows.size).toBe(0);
    await expect(proposals.release({ transactionId: 'a', bytes: Buffer.from('a') })).rejects.toThrow('not remembered');
  });

  it('finds what committed, and what was found invalid', async () => {
    const { run, proposals } = await given({ status: [0, 11] }, [
      { id: 'a', released: true },
      { id: 'b', released: true },
    ]);
    expect(await run()).toMatchObject([
      { transactionId: 'a', result: 'valid', status: { code: 0, blockNumber: 7n } },
      { transactionId: 'b', result: 'invalid', status: { code: 11 } },
    ]);
    expect(proposals.rows.size).toBe(0);
  });

  it('hands a released transaction over again within the time window', async () => {
    const { run, wire } = await given({ status: [SILENCE, 0] }, [{ id: 'a', released: true }]);
    expect(await run()).toMatchObject([{ result: 'valid' }]);
    expect(wire.calls).toEqual(['status a', 'submit a', 'status a']);
  });

  it('only asks past the time window, and keeps what has no answer', async () => {
    const { run, wire, proposals } = await given({ status: [SILENCE] }, [{ id: 'a', released: true, age: 400_000 }]);
    expect(await run()).toMatchObject([{ result: 'unanswered', status: undefined }]);
    expect(wire.calls.every((call) => call === 'status a')).toBe(true);
    expect(proposals.rows.size).toBe(1);
  });

  it('leaves alone what is in flight', async () => {
    const { run, proposals } = await given({}, [{ id: 'a', released: false }]);
    expect(await run((id) => id === 'a')).toEqual([]);
    expect(proposals.rows.size).toBe(1);
  });
});

import { CODE } from '@theriac/test-ledger';
import { codeOf, refusal } from '../fixtures/consortium-ledger';
import { type NotesLedger, startNotesLedger } from '../fixtures/notes-ledger';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

const NOTE = { id: '4f9c', text: 'sleeps badly' };

describe('saving a private decision', () => {
  let notes: NotesLedger;
  beforeEach(async () => {
    notes = await startNotesLedger();
    notes.ledger.clock.set(Date.UTC(2026, 10, 21));
  });
  afterEach(() => {
    notes.ledger.stop();
  });

  const TOLD = '{"at":"2026-11-21T00:00:00.000Z","type":"NoteTaken","version":1}';

  /** The newest block of the channel. */
  async function lastBlock() {
    const newest = notes.ledger.height('care') - 1n;
    for await (const block of notes.ledger.blocks('care', newest, AbortSignal.timeout(5_000))) return block;
    throw new Error('there is no block');
  }

  it('tells everybody the event’s type and time, and keeps the whole with its holders', async () => {
    const { result, transactionId } = await notes.submit('Notes:Take', NOTE);
    expect(Buffer.from(result).toString()).toBe(TOLD);
    const { event, writes } = (await lastBlock()).transactions[0]!;
    expect([event?.name, Buffer.from(event?.payload ?? []).toString()]).toEqual(['NoteTaken', TOLD]);
    expect(writes).toEqual([]);
    const asked = { channel: 'care', transaction: 'Notes:ReadEvent' };
    const whole = await notes.ledger.evaluate(notes.physician, {
      ...asked,
      args: [JSON.stringify({ transaction: transactionId })],
    });
    expect(JSON.parse(Buffer.from(whole).toString())).toEqual({ ...(JSON.parse(TOLD) as object), ...NOTE });
  });

  it('leaves nothing of the command in its block', async () => {
    await notes.submit('Notes:Take', NOTE);
    const { bytes } = await lastBlock();
    for (const value of [NOTE.id, NOTE.text]) expect(Buffer.from(bytes).includes(value)).toBe(false);
  });

  it('writes nothing when it only repeats, and answers the first one’s public part', async () => {
    await notes.submit('Notes:Take', NOTE);
    const { result } = await notes.submit('Notes:Take', { ...NOTE, text: 'other' });
    expect(Buffer.from(result).toString()).toBe(TOLD);
    expect((await lastBlock()).transactions[0]).toMatchObject({ event: undefined, validationCode: CODE.valid });
    expect(await notes.evaluate('Notes:Read', { id: NOTE.id })).toEqual(NOTE);
  });

  it.each(['Notes:Guard', 'Forgetful:Save'])(
    'is a fault where the store has no guards, or nobody says where events lie (%s)',
    async (transaction) => {
      expect(await codeOf(notes.submit(transaction, NOTE))).toBe('INTERNAL_FAULT');
    },
  );

  it('takes a private command by no other way than as a transient value', async () => {
    const asArgument = { channel: 'care', transaction: 'Notes:Take', args: [JSON.stringify(NOTE)] };
    const transient = { command: Buffer.from(JSON.stringify(NOTE)) };
    for (const more of [{}, { transient }]) {
      const refused = await refusal(notes.ledger.submit(notes.physician, { ...asArgument, ...more }));
      expect(refused?.message).toMatch(/^INVALID_INPUT: \(body\): must be sent as transient data alone/);
    }
  });

  it('knows no private data but those of the channel', async () => {
    expect(await codeOf(notes.evaluate('Notes:ReadPeople', {}))).toBe('INTERNAL_FAULT');
  });
});

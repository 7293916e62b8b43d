import { compositeKey } from '@theriac/domain/ledger';
import { codeOf, refusal } from '../fixtures/consortium-ledger';
import { note, type NotesLedger, startNotesLedger } from '../fixtures/notes-ledger';
import { implicitCollectionOf } from './private-store';

// A machine that runs a network beside the tests is slow, which is no fault of a contract.
jest.setTimeout(60_000);

describe('a store of private states', () => {
  let notes: NotesLedger;
  const heldBy = (mspId: string, collection: string): string | undefined => {
    const bytes = notes.ledger.privateStateOf(mspId, 'care', collection, compositeKey(note.objectType, ['a']));
    return bytes && Buffer.from(bytes).toString();
  };

  beforeEach(async () => {
    notes = await startNotesLedger();
    await notes.submit('Notes:Take', { text: 'x', id: 'a' });
  });
  afterEach(() => {
    notes.ledger.stop();
  });

  it('puts a state where its holders have it, as canonical JSON with its version, and nowhere else', () => {
    for (const mspId of ['HospitalMSP', 'ClinicMSP', 'PharmacyMSP'])
      expect(heldBy(mspId, 'patients')).toBe('{"id":"a","text":"x","version":1}');
    expect(notes.ledger.stateOf('care', compositeKey(note.objectType, ['a']))).toBeUndefined();
  });

  it('finds what an earlier transaction put', async () => {
    expect(await notes.evaluate('Notes:Read', { id: 'a' })).toEqual({ id: 'a', text: 'x' });
  });

  it('refuses what is not there without its key', async () => {
    const refused = await refusal(notes.evaluate('Notes:Read', { id: '4f9c' }));
    expect(refused?.message).toBe('HEAD_NOT_FOUND: there is no such note');
  });

  it.each(['Notes:Remove', 'Notes:Purge'])('takes a state away (%s)', async (transaction) => {
    await notes.submit(transaction, { id: 'a' });
    expect(await codeOf(notes.evaluate('Notes:Read', { id: 'a' }))).toBe('HEAD_NOT_FOUND');
    expect(heldBy('HospitalMSP', 'patients')).toBeUndefined();
  });

  it('lets a member keep what it alone holds and endorses', async () => {
    await notes.submit('Notes:Keep', { id: 'a', text: 'own' }, ['HospitalMSP']);
    const own = implicitCollectionOf('HospitalMSP');
    expect(heldBy('HospitalMSP', own)).toBe('{"id":"a","text":"own","version":1}');
    expect(heldBy('ClinicMSP', own)).toBeUndefined();
  });

  it.each(['HospitalMSP', 'ClinicMSP'])(
    'tells whether a member keeps something, on the peer of %s too',
    async (peer) => {
      expect(await notes.evaluate('Notes:IsKept', { id: 'a' }, [peer])).toBe(false);
      await notes.submit('Notes:Keep', { id: 'a', text: 'own' }, ['HospitalMSP']);
      expect(await notes.evaluate('Notes:IsKept', { id: 'a' }, [peer])).toBe(true);
    },
  );
});

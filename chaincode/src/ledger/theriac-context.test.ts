import {
  compositeKey,
  type LedgerEvent,
  type PrivateEvent,
  privateEventShape,
  type StateShape,
} from '@theriac/domain/ledger';
import { z } from 'zod';
import { consortium } from '../fixtures/consortium';
import { PrivateStub } from '../fixtures/private-stub';
import { nodeDigest } from './node-digest';
import { PrivateStore } from './private-store';
import { TheriacContext } from './theriac-context';

interface Note {
  readonly id: string;
}

const note: StateShape<Note> = {
  objectType: 'note',
  schema: z.strictObject({ id: z.string() }),
  keyOf: ({ id }) => [id],
  upcasts: [],
};

const event: LedgerEvent & { readonly patient: string } = {
  type: 'NoteTaken',
  version: 1,
  at: '2026-11-21T09:30:00.000Z',
  patient: '4f9c',
};
const PUBLIC = '{"at":"2026-11-21T09:30:00.000Z","type":"NoteTaken","version":1}';

/** A business with private data. */
class NotesContext extends TheriacContext {
  get notes(): PrivateStore<Note> {
    return new PrivateStore(this, this.collectionNamed('patients').name, note, 'HEAD_NOT_FOUND');
  }

  override get privateEvents(): PrivateStore<PrivateEvent> {
    return new PrivateStore(this, 'patients', privateEventShape, 'HEAD_NOT_FOUND');
  }
}

function begun<T extends TheriacContext>(context: T, transaction: PrivateStub): T {
  const deployment = { consortium, packageId: 'p', permissions: [], digest: nodeDigest };
  context.begin({ stub: transaction.stub, deployment, contract: 'Anchors', transaction: 'T' });
  return context;
}

describe('saving a private decision', () => {
  it('tells everybody the event’s kind and time, and keeps the whole with its holders', async () => {
    const transaction = new PrivateStub(new Map());
    const context = begun(new NotesContext(), transaction);
    expect(await context.savePrivate(context.notes, { state: { id: 'a' }, event })).toBe(PUBLIC);
    expect(transaction.events).toEqual([['NoteTaken', PUBLIC]]);
    const later = begun(new NotesContext(), new PrivateStub(transaction.values));
    expect(await later.notes.get('a')).toEqual({ id: 'a' });
    expect(await later.privateEvents.get('tx1')).toEqual({ transactionId: 'tx1', event });
    expect([...transaction.values.keys()]).toContain(`patients${compositeKey('event', ['tx1'])}`);
  });

  it('writes nothing when it only repeats, and answers the first one’s public part', async () => {
    const transaction = new PrivateStub(new Map());
    const context = begun(new NotesContext(), transaction);
    expect(await context.savePrivate(context.notes, { repeated: event })).toBe(PUBLIC);
    expect([transaction.values.size, transaction.events.length]).toEqual([0, 0]);
  });

  it('is a fault where a business says nothing of where its events lie, or guards what cannot be guarded', async () => {
    const context = begun(new TheriacContext(), new PrivateStub(new Map()));
    const store = { put: () => Promise.resolve() };
    await expect(context.savePrivate(store, { state: {}, event })).rejects.toThrow('keeps no private events');
    const guard = { rule: 'as-on-channel' } as const;
    await expect(context.savePrivate(store, { state: {}, event, guard })).rejects.toThrow('has no guards');
  });
});

describe('the private data of a channel', () => {
  it('are those that the members agreed on', () => {
    const context = begun(new TheriacContext(), new PrivateStub(new Map()));
    expect(context.collectionNamed('patients').members).toEqual(['hospital', 'clinic', 'pharmacy']);
    expect(() => context.collectionNamed('people')).toThrow('channel care has no collection people');
  });

  it('are asked for by transient commands', () => {
    const sent = new PrivateStub(new Map(), { command: Buffer.from('{"id":"a"}') });
    expect(begun(new TheriacContext(), sent).privateCommand(note.schema)).toEqual({ id: 'a' });
  });
});

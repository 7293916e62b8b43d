import { compositeKey, type StateShape } from '@theriac/domain/ledger';
import { z } from 'zod';
import { consortium } from '../fixtures/consortium';
import { PrivateStub } from '../fixtures/private-stub';
import { nodeDigest } from './node-digest';
import { implicitCollectionOf, PrivateStore } from './private-store';
import { TheriacContext } from './theriac-context';

interface Note {
  readonly id: string;
  readonly text: string;
}

const note: StateShape<Note> = {
  objectType: 'note',
  schema: z.strictObject({ id: z.string(), text: z.string() }),
  keyOf: ({ id }) => [id],
  upcasts: [],
};

function given(values: Map<string, Uint8Array>) {
  const transaction = new PrivateStub(values);
  const context = new TheriacContext();
  const deployment = { consortium, packageId: 'p', permissions: [], digest: nodeDigest };
  context.begin({ stub: transaction.stub, deployment, contract: 'Anchors', transaction: 'T' });
  return { transaction, store: new PrivateStore(context, 'patients', note, 'HEAD_NOT_FOUND'), context };
}

describe('a store of private states', () => {
  const values = new Map<string, Uint8Array>();

  beforeEach(() => {
    values.clear();
  });

  it('puts a state into its collection, as canonical JSON with its version', async () => {
    await given(values).store.put({ text: 'x', id: 'a' });
    expect([...values.keys()]).toEqual([`patients${compositeKey('note', ['a'])}`]);
    expect(Buffer.from([...values.values()][0]!).toString()).toBe('{"id":"a","text":"x","version":1}');
  });

  it('finds what an earlier transaction put, and asks the peer once', async () => {
    await given(values).store.put({ id: 'a', text: 'x' });
    const { store, transaction } = given(values);
    expect(await store.find('a')).toEqual({ id: 'a', text: 'x' });
    expect(await store.get('a')).toEqual({ id: 'a', text: 'x' });
    expect(transaction.reads).toBe(1);
  });

  it('refuses what is not there without its key', async () => {
    const missing = given(values).store.get('4f9c');
    await expect(missing).rejects.toMatchObject({ code: 'HEAD_NOT_FOUND', detail: 'there is no such note' });
  });

  it.each<[string, (store: PrivateStore<Note>) => Promise<void>]>([
    ['remove', (store) => store.remove({ id: 'a', text: 'x' })],
    ['purge', (store) => store.purge('a')],
  ])('takes a state away (%s)', async (_, take) => {
    await given(values).store.put({ id: 'a', text: 'x' });
    await take(given(values).store);
    expect(await given(values).store.find('a')).toBeUndefined();
  });

  it('says that another moment may help when the value has not reached the peer', async () => {
    const { store, transaction, context } = given(values);
    const late = new Error('GET_STATE failed: private data matching public hash version is not available. Public …');
    Object.assign(context.stub, { getPrivateData: () => Promise.reject(late) });
    await expect(store.find('a')).rejects.toMatchObject({ code: 'PRIVATE_DATA_PENDING' });
    expect(transaction.reads).toBe(0);
  });

  it('has a collection of each member’s own', () => {
    expect(implicitCollectionOf('HospitalMSP')).toBe('_implicit_org_HospitalMSP');
  });
});

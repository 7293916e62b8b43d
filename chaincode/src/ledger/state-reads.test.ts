import { StateReads } from './state-reads';

const NOTHING = new Uint8Array();

describe('reads within a transaction', () => {
  it('ask the peer once for each key, and keep public and private ones, and collections, apart', async () => {
    const asked: string[] = [];
    const reads = new StateReads(() => ({
      getState: (key) => Promise.resolve(Buffer.from(`public ${asked.push(key)}`)),
      getPrivateData: (collection, key) => Promise.resolve(Buffer.from(`${collection} ${asked.push(key)}`)),
    }));
    const read = async () => {
      const all = [reads.of('\0k\0'), reads.ofPrivate('a', '\0k\0'), reads.ofPrivate('b', '\0k\0')];
      return (await Promise.all(all)).map((bytes) => Buffer.from(bytes).toString());
    };
    expect(await read()).toEqual(['public 1', 'a 2', 'b 3']);
    expect(await read()).toEqual(['public 1', 'a 2', 'b 3']);
    expect(asked).toHaveLength(3);
  });

  // Fabric's words: core/ledger/kvledger/txmgmt/txmgr/query_executor.go. No peer of the test ledger lags.
  it('say that another moment may help, when a private value has not reached the peer', async () => {
    const failing = (message: string) =>
      new StateReads(() => ({
        getState: () => Promise.resolve(NOTHING),
        getPrivateData: () => Promise.reject(new Error(message)),
      })).ofPrivate('patients', 'k');
    const late = 'private data matching public hash version is not available. Public hash version = …';
    await expect(failing(late)).rejects.toMatchObject({ code: 'PRIVATE_DATA_PENDING' });
    await expect(failing('collection patients could not be found')).rejects.toThrow('could not be found');
  });
});

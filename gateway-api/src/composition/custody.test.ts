/** A custodian's gateway starts with the key of its vault, and wraps patients' keys anew when it is given another. */
import type { Consortium } from '@theriac/domain/consortium';
import { startTestServer, type TestServer } from '../database/fixtures/test-database';
import type { Config, OwnConsortium } from '../config';
import { openLog } from '../logging/logger';
import { custodyChores, openCustody } from './custody';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

const onChannel = (name: string) =>
  ({ consortium: {} as Consortium, channels: [{ name, members: [] }] }) as unknown as OwnConsortium;
const config = (given: Partial<Config>) =>
  ({ organisation: 'hospital', environment: 'production', ...given }) as unknown as Config;
const key = (byte: number) => new Uint8Array(32).fill(byte);

it('keeps no custody off the channel of care, and starts there without a key', async () => {
  const { db } = await server.fresh();
  expect(openCustody(config({}), onChannel('supply'), db)).toBeUndefined();
  expect(custodyChores(undefined, openLog('silent', 'maker'))).toEqual([]);
});

it('refuses a custodian’s start in production without a key', async () => {
  const { db } = await server.fresh();
  expect(() => openCustody(config({}), onChannel('care'), db)).toThrow('THERIAC_VAULT_KEY_FILE is missing');
});

it('wraps patients’ keys anew in the background while a previous key is given', async () => {
  const { db } = await server.fresh();
  const log = openLog('silent', 'hospital');
  const before = openCustody(config({ vaultKey: key(1) }), onChannel('care'), db)!;
  const drawn = await db.transaction((tx) => before.patients.obtain('a', tx));
  expect(custodyChores(before, log)).toEqual([]);
  const between = openCustody(config({ vaultKey: key(2), previousVaultKey: key(1) }), onChannel('care'), db)!;
  for (const chore of custodyChores(between, log)) await chore.run();
  const after = openCustody(config({ vaultKey: key(2) }), onChannel('care'), db)!;
  await after.patients.check();
  expect(Buffer.from((await after.patients.find('a'))!)).toEqual(Buffer.from(drawn));
});

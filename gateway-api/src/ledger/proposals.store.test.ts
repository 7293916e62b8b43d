/** The proposal store on a real PostgreSQL. */
import { eq, sql } from 'drizzle-orm';
import { openDatabase } from '../database/database';
import { startTestServer, type TestDatabase, type TestServer } from '../database/fixtures/test-database';
import { DatabaseProposals } from './proposals.store';
import { ledgerProposals } from './proposals.table';

let server: TestServer;
let database: TestDatabase;
let proposals: DatabaseProposals;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());
beforeEach(async () => {
  database = await server.fresh();
  proposals = new DatabaseProposals(database.db);
});

const aProposal = (transactionId: string, madeAt = 1_000) => ({
  transactionId,
  channel: 'supply',
  transaction: 'DrugSupply:WritePages',
  person: '0'.repeat(32),
  reference: undefined,
  bytes: Buffer.from('with transient values'),
  madeAt,
});

describe('the proposal store', () => {
  it('remembers proposals, oldest first, until they are settled', async () => {
    await proposals.remember({ ...aProposal('b', 2_000), reference: 'job 7' });
    await proposals.remember(aProposal('a', 1_000));
    expect(await proposals.pending()).toMatchObject([
      { transactionId: 'a', reference: undefined, released: undefined, madeAt: 1_000 },
      { transactionId: 'b', reference: 'job 7' },
    ]);
    await proposals.settle('a');
    await proposals.settle('a');
    expect(await proposals.pending()).toMatchObject([{ transactionId: 'b' }]);
  });

  it('drops the proposal with its transient values when the transaction is released', async () => {
    await proposals.remember(aProposal('a'));
    await proposals.release({ transactionId: 'a', bytes: Buffer.from('signed') });
    const [row] = await database.db.select().from(ledgerProposals).where(eq(ledgerProposals.transactionId, 'a'));
    expect(row).toMatchObject({ proposal: null, released: Buffer.from('signed') });
  });

  it('never lets a withdrawn proposal be released, nor a released one be withdrawn', async () => {
    await proposals.remember(aProposal('a'));
    expect(await proposals.withdraw('a')).toBe(true);
    expect(await proposals.withdraw('a')).toBe(false);
    await expect(proposals.release({ transactionId: 'a', bytes: Buffer.from('signed') })).rejects.toThrow(
      'not remembered',
    );
    await proposals.remember(aProposal('b'));
    await proposals.release({ transactionId: 'b', bytes: Buffer.from('signed') });
    expect(await proposals.withdraw('b')).toBe(false);
    expect(await proposals.pending()).toHaveLength(1);
  });

  it('has what it remembered and released after the server crashed', async () => {
    // The throwaway server is made fast and forgetful; here it is to be as durable as a gateway's own.
    await database.db.execute(sql`alter role current_user set synchronous_commit = on`);
    const reopened = openDatabase(database.url, 2, () => undefined);
    const durable = new DatabaseProposals(reopened.db);
    await durable.remember(aProposal('a'));
    await durable.remember(aProposal('b'));
    await durable.release({ transactionId: 'b', bytes: Buffer.from('signed') });
    await server.server.crash();
    const left = await durable.pending();
    await reopened.close();
    expect(left.map(({ transactionId, released }) => [transactionId, released !== undefined])).toEqual([
      ['a', false],
      ['b', true],
    ]);
  });
});

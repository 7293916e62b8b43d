/** A whole gateway and its journal: what it tells of entries that wait, and that it leaves none behind when it stops. */
import { headSchema } from '@theriac/domain/anchors';
import { aDraft } from '../../gateway-api/src/journal/fixtures/drafts';
import { Journal, JournalStore } from '../../gateway-api/src/journal';
import { eventually, WholeGateways } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);

let gateways: WholeGateways;
beforeAll(async () => {
  const settings = { THERIAC_JOURNAL_OVERDUE_MS: '1', THERIAC_JOURNAL_ANCHOR_MS: '3600000' };
  gateways = await WholeGateways.start({ organisations: ['clinic', 'hospital'], people: {}, settings });
});
afterAll(() => gateways.stop());

interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ready: boolean; readonly faults: readonly string[] }[];
}

it('is ready with entries that wait too long, tells of them, and anchors them when it stops', async () => {
  const { db } = gateways.databaseOf('clinic');
  await new Journal(db).appendAll([aDraft(), aDraft()]);
  const readiness = await eventually(
    async () => (await (await fetch(gateways.addressOf('clinic', '/readyz'))).json()) as Readiness,
    ({ checks }) => checks.some(({ name, ready }) => name === 'journal on the ledger' && !ready),
  );
  expect(readiness.ready).toBe(true);
  expect(readiness.checks.find(({ name }) => name === 'journal on the ledger')?.faults).toEqual([
    '2 entries wait to be anchored, the oldest too long',
  ]);
  await gateways.goAway('clinic');
  const gateway = await gateways.contracts.person('clinic', 'gateway');
  const question = { organisation: 'clinic', log: 'journal' };
  const head = await gateways.contracts.evaluate(gateway, 'Anchors:ReadHead', question, { channel: 'care' });
  expect(headSchema.parse(head).size).toBe(2);
  expect(await new JournalStore(db).unanchored()).toEqual({ entries: 0, oldestMs: 0 });
});

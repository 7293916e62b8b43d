/** Alerts and their closures between the databases of their holders: in any order, at most so many, and by nobody else. */
import { randomUUID } from 'node:crypto';
import { gtinSchema, lotNumberSchema, serialSchema } from '@theriac/domain/gs1';
import { instantOf, type LedgerError } from '@theriac/domain/ledger';
import type { SuspectedPack } from '@theriac/domain/supply';
import { startTestServer, type TestServer } from '../database/fixtures/test-database';
import { Inbox, OutboxStore } from '../outbox';
import { ALERT_CLOSED_MESSAGE, ALERT_MESSAGE, alertReceivers } from './alert.messages';
import { Alerts } from './alerts';
import { AlertStore } from './alerts.store';

const OTHERS = ['manufacturer', 'regulator'];

const packOf = (serial: string): SuspectedPack => ({
  gtin: gtinSchema.parse('09506000134352'),
  lot: lotNumberSchema.parse('V-2026a'),
  serial: serialSchema.parse(serial),
});

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
}, 60_000);
afterAll(() => server.stop());

async function holder(self: string) {
  const { db } = await server.fresh();
  const store = new AlertStore(db);
  const outbox = new OutboxStore(db, 60_000);
  return {
    ...{ self, db, store, outbox },
    alerts: new Alerts({ db, store, outbox, self }),
    inbox: new Inbox(db, alertReceivers(store, self)),
    all: () => store.list({ state: undefined, after: undefined }, 1_000),
  };
}
type Holder = Awaited<ReturnType<typeof holder>>;

/** Hands over what is owed to a holder, in the order given; what is refused is tried again, as the outbox does. */
async function deliver(from: Holder, to: Holder, order: readonly string[]): Promise<void> {
  const owed = (await from.outbox.claim(100)).filter(({ receiver }) => receiver === to.self);
  const named = new Map(owed.map((message) => [`${message.kind} ${(message.body as { id: string }).id}`, message]));
  expect([...named.keys()].sort()).toEqual([...order].sort());
  let waiting = order.map((name) => named.get(name)!);
  for (let round = 0; waiting.length > 0 && round < 5; round += 1) {
    const refused: typeof waiting = [];
    for (const message of waiting) await to.inbox.take(from.self, message).catch(() => refused.push(message));
    waiting = refused;
  }
  expect(waiting).toEqual([]);
}

const rejectedWith = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'nothing',
    (error: unknown) => (error as LedgerError).code,
  );

describe('a suspicion', () => {
  it('that many scans meet at the same moment is one alert, counted', async () => {
    const pharmacy = await holder('pharmacy');
    const raise = () => pharmacy.alerts.raise('unknown-serial', packOf('F'), OTHERS);
    const ids = new Set(await Promise.all(Array.from({ length: 12 }, raise)));
    expect(ids.size).toBe(1);
    expect(await pharmacy.all()).toMatchObject([{ times: 12 }]);
    expect(await pharmacy.outbox.claim(100)).toHaveLength(OTHERS.length);
  });

  it.each([[[0, 1, 2]], [[0, 2, 1]], [[1, 0, 2]], [[1, 2, 0]], [[2, 0, 1]], [[2, 1, 0]]])(
    'raised, closed and raised again reaches its holders whole in the order %p',
    async (order) => {
      const [pharmacy, maker] = [await holder('pharmacy'), await holder('manufacturer')];
      const first = await pharmacy.alerts.raise('unknown-serial', packOf('F'), ['manufacturer']);
      await pharmacy.alerts.close(first, 'technical');
      const second = await pharmacy.alerts.raise('unknown-serial', packOf('F'), ['manufacturer']);
      expect(second).not.toBe(first);
      const sent = [`alert ${first}`, `alert-closed ${first}`, `alert ${second}`];
      await deliver(
        pharmacy,
        maker,
        order.map((at) => sent[at]!),
      );
      const held = new Map((await maker.all()).map(({ id, closure }) => [id, closure]));
      expect(held).toEqual(
        new Map([
          [first, 'technical'],
          [second, null],
        ]),
      );
    },
  );

  it('closed by two holders at once ends with the same closure at both: the earlier', async () => {
    const [pharmacy, maker] = [await holder('pharmacy'), await holder('manufacturer')];
    const id = await pharmacy.alerts.raise('unknown-serial', packOf('F'), ['manufacturer']);
    await deliver(pharmacy, maker, [`alert ${id}`]);
    await maker.alerts.close(id, 'falsified');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await pharmacy.alerts.close(id, 'technical');
    await deliver(maker, pharmacy, [`alert-closed ${id}`]);
    await deliver(pharmacy, maker, [`alert-closed ${id}`]);
    const [[here], [there]] = [await pharmacy.all(), await maker.all()];
    expect(here).toMatchObject({ closure: 'falsified', closedBy: 'manufacturer' });
    expect(there).toMatchObject({ closure: 'falsified', closedBy: 'manufacturer', closedAt: here!.closedAt });
  });

  it('closed by two holders in one moment ends with the first name’s closure, whichever arrives first', async () => {
    const at = instantOf(Date.UTC(2026, 10, 20, 9));
    const closures = [
      { closure: 'handling', by: 'Regulator', at },
      { closure: 'data', by: 'manufacturer', at },
    ] as const;
    for (const order of [closures, [...closures].reverse()]) {
      const { alerts, store, all, db } = await holder('pharmacy');
      const id = await alerts.raise('unknown-serial', packOf('F'), OTHERS);
      for (const closed of order) await store.closeTold({ id, ...closed }, db);
      expect(await all()).toMatchObject([{ closure: 'handling', closedBy: 'Regulator', closedAt: new Date(at) }]);
    }
  });

  it('beyond a hundred in ten minutes is one alert of a burst, and no more messages', async () => {
    const pharmacy = await holder('pharmacy');
    for (let n = 0; n < 130; n += 1) await pharmacy.alerts.raise('unknown-serial', packOf(`F${n}`), OTHERS);
    const rows = await pharmacy.all();
    expect(rows).toHaveLength(101);
    expect(rows.filter(({ cause }) => cause === 'burst')).toMatchObject([{ times: 30, pack: null }]);
    expect(await pharmacy.outbox.claim(1_000)).toHaveLength(101 * OTHERS.length);
    // What is open already still counts as what it is.
    const known = rows.find(({ pack }) => pack?.serial === 'F0')!;
    expect(await pharmacy.alerts.raise('unknown-serial', packOf('F0'), OTHERS)).toBe(known.id);
  });
});

describe('an alert from outside', () => {
  const id = '5f0c6b1e-0c4b-4c62-9a39-0d2b6a6a0001';
  const alert = { id, cause: 'wrong-lot', pack: packOf('F'), at: '2026-11-20T08:00:00.000Z' };
  const take = (to: Holder, sender: string, kind: string, body: unknown) =>
    rejectedWith(to.inbox.take(sender, { id: randomUUID(), kind, body }));

  it('is taken from one of its holders, for one of them, and closed by one of them', async () => {
    const maker = await holder('manufacturer');
    const told = { ...alert, holders: ['pharmacy', 'manufacturer', 'regulator'] };
    const { name } = ALERT_MESSAGE;
    expect(await take(maker, 'clinic', name, told)).toBe('NOT_PERMITTED');
    expect(await take(maker, 'pharmacy', name, { ...told, holders: ['pharmacy'] })).toBe('NOT_PERMITTED');
    expect(await take(maker, 'pharmacy', name, { ...told, cause: 'envy' })).toBe('INVALID_INPUT');
    expect(await maker.all()).toEqual([]);
    expect(await take(maker, 'pharmacy', name, told)).toBe('nothing');

    const closing = { id, closure: 'data', at: '2026-11-20T09:00:00.000Z' };
    expect(await take(maker, 'clinic', ALERT_CLOSED_MESSAGE.name, closing)).toBe('NOT_PERMITTED');
    expect(await take(maker, 'regulator', ALERT_CLOSED_MESSAGE.name, closing)).toBe('nothing');
    expect(await maker.all()).toMatchObject([{ asker: 'pharmacy', closure: 'data', closedBy: 'regulator' }]);
  });

  it('closed twice stays as it was closed first', async () => {
    const maker = await holder('manufacturer');
    const mine = await maker.alerts.raise('wrong-lot', packOf('F'), ['regulator']);
    await maker.alerts.close(mine, 'handling');
    expect(await maker.alerts.close(mine, 'falsified')).toMatchObject({ closure: 'handling' });
    expect(await maker.outbox.claim(100)).toHaveLength(2);
    expect(await rejectedWith(maker.alerts.close(id, 'data'))).toBe('ALERT_NOT_FOUND');
  });
});

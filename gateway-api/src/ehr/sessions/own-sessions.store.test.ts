/** Which session somebody reads by who names none. */
import type { Session } from '@theriac/domain/ehr';
import { type Instant, instantOf } from '@theriac/domain/ledger';
import type { Caller } from '../../caller';
import { startTestServer, type TestServer } from '../../database/fixtures/test-database';
import { OwnSessionStore } from './own-sessions.store';

jest.setTimeout(60_000);

const ANA = 'a7'.repeat(16);
const BEN = 'b7'.repeat(16);
const OKAFOR = '0f'.repeat(16);
const START = Date.UTC(2026, 10, 22, 9);
const MINUTE = 60_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

let now: Instant;
let store: OwnSessionStore;
beforeEach(async () => {
  now = instantOf(START);
  store = new OwnSessionStore((await server.fresh()).db, () => now);
});

const caller = (role: Caller['role'], person = OKAFOR): Caller => {
  return { person, role, site: undefined, organisation: 'hospital' };
};
const aSession = (digit: string, minute: number, more: Partial<Session> = {}): Session => {
  const askedAt = instantOf(START + minute * MINUTE);
  return {
    ...{ session: digit.repeat(32), patient: ANA, purpose: 'TREAT', isAllowed: true, reason: 'permitted' },
    reader: { organisation: 'hospital', name: OKAFOR, role: 'physician' },
    ...{ askedAt, changedAt: askedAt, until: instantOf(START + (minute + 15) * MINUTE) },
    ...more,
  };
};
const newest = (who = caller('physician'), patient = ANA) => store.newestOf(who, patient);

it('is the newest of the same person, role and patient', async () => {
  await store.note(aSession('1', 0));
  await store.note(aSession('2', 1));
  await store.note(aSession('2', 1));
  expect(await newest()).toBe('2'.repeat(32));
  for (const other of [newest(caller('nurse')), newest(caller('physician', ANA)), newest(caller('physician'), BEN)])
    expect(await other).toBeUndefined();
});

it('is none that was denied, was ended, or is over', async () => {
  const { until: _, ...denied } = aSession('1', 0, { isAllowed: false, reason: 'no-permit' });
  await store.note(denied);
  expect(await newest()).toBeUndefined();
  await store.note(aSession('2', 0));
  await store.noteEnded('2'.repeat(32));
  expect(await newest()).toBeUndefined();
  await store.note(aSession('3', 0));
  now = instantOf(START + 15 * MINUTE);
  expect(await newest()).toBe('3'.repeat(32));
  now = instantOf(START + 15 * MINUTE + 1);
  expect(await newest()).toBeUndefined();
});

it('is forgotten once it is over, and not before', async () => {
  await store.note(aSession('1', 0));
  await store.note(aSession('2', 10));
  now = instantOf(START + 20 * MINUTE);
  await store.sweep();
  now = instantOf(START);
  expect(await newest()).toBe('2'.repeat(32));
  await store.noteEnded('2'.repeat(32));
  expect(await newest()).toBeUndefined();
});

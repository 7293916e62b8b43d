/** The journal over HTTP, on a gateway that anchors it: seen by who answers for privacy, in pages, by patient, kind and time. */
import { sql } from 'drizzle-orm';
import { headSchema } from '@theriac/domain/anchors';
import { ANA, aDraft, BEN, NURSE } from '../../gateway-api/src/journal/fixtures/drafts';
import { rows } from '../fixtures/gateway-in-process';
import { SupplyConsortium } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(90_000);

interface Entry {
  readonly sequence: number;
  readonly at: string;
}
interface Page {
  readonly items: readonly Entry[];
  readonly next?: string;
}

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('hospital', 'clinic');
  const { journal } = drugs.of('hospital').gateway.foundation;
  await journal.append(aDraft());
  await journal.append(aDraft({ kind: 'refusal', patient: BEN, outcome: 'refused', what: { reason: 'NO_CONSENT' } }));
  await journal.append(aDraft({ by: { organisation: 'clinic', role: 'patient', name: 'c'.repeat(32) } }));
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

const ask = (path: string, role = 'privacy-officer', organisation = 'hospital') =>
  drugs.as(organisation, role).get(path);
const numbersAt = async (path: string) => ((await ask(path).expect(200)).body as Page).items.map((one) => one.sequence);

it('shows who did what, the newest first', async () => {
  const { body } = await ask('/v1/journal').expect(200);
  expect((body as Page).items).toMatchObject([
    { sequence: 3, by: { organisation: 'clinic', role: 'patient', name: 'c'.repeat(32) }, patient: ANA },
    { sequence: 2, kind: 'refusal', patient: BEN, outcome: 'refused', what: { reason: 'NO_CONSENT' } },
    { sequence: 1, kind: 'read', by: NURSE, patient: ANA, erased: false, purpose: 'TREAT', transactionId: null },
  ]);
});

it('in pages', async () => {
  const first = (await ask('/v1/journal?limit=2').expect(200)).body as Page;
  expect(first.items.map(({ sequence }) => sequence)).toEqual([3, 2]);
  const second = (await ask(`/v1/journal?limit=2&after=${first.next}`).expect(200)).body as Page;
  expect(second.items.map(({ sequence }) => sequence)).toEqual([1]);
  expect(second.next).toBeUndefined();
});

it('by patient, kind and time', async () => {
  expect(await numbersAt(`/v1/journal?patient=${ANA}`)).toEqual([3, 1]);
  expect(await numbersAt('/v1/journal?kind=refusal')).toEqual([2]);
  const [, second] = ((await ask('/v1/journal').expect(200)).body as Page).items;
  expect(await numbersAt(`/v1/journal?from=${second!.at}&kind=refusal`)).toEqual([2]);
  expect(await numbersAt(`/v1/journal?to=2026-01-01T00:00:00Z`)).toEqual([]);
});

it.each([
  ['patient=ana', 'patient'],
  ['kind=gossip', 'kind'],
  ['from=yesterday', 'from'],
  ['after=bm8', 'after'],
  ['limit=0', 'limit'],
])('names what is wrong with ?%s', async (query, field) => {
  const { body } = await ask(`/v1/journal?${query}`).expect(400);
  expect(body).toMatchObject({ code: 'INVALID_INPUT', faults: [{ field }] });
});

it.each(['administrator', 'physician', 'nurse', 'patient', 'pharmacist', 'inspector'])(
  'is not open to a %s',
  async (role) => {
    const { body } = await ask(`/v1/journal?patient=${ANA}`, role).expect(403);
    expect(body).toMatchObject({ code: 'NOT_PERMITTED' });
  },
);

it('is another organisation’s own', async () => {
  const { body } = await ask('/v1/journal', 'privacy-officer', 'clinic').expect(200);
  expect((body as Page).items).toEqual([]);
});

it('stands on the ledger before long, on the channel with the fewest members', async () => {
  const gateway = await drugs.contracts.person('clinic', 'gateway');
  const question = { organisation: 'hospital', log: 'journal' };
  const onCare = { channel: 'care' };
  const head = await eventually(
    () => drugs.contracts.evaluate(gateway, 'Anchors:ReadHead', question, onCare).catch(() => undefined),
    (answer) => answer !== undefined,
  );
  const { size } = headSchema.parse(head);
  const { db } = drugs.of('hospital').database;
  const [last] = await rows<{ hash: string }>(
    db,
    sql`select encode(hash, 'hex') as hash from journal_entries where sequence = ${size}`,
  );
  expect(head).toMatchObject({ head: last!.hash });
});

it('shows what was erased as erased', async () => {
  const { journal } = drugs.of('hospital').gateway.foundation;
  await journal.erase(ANA, { by: NURSE, what: {}, outcome: 'success' });
  const { body } = await ask('/v1/journal').expect(200);
  expect((body as Page).items).toMatchObject([
    { sequence: 4, kind: 'erasure', what: { count: 2 }, patient: null, erased: false },
    { sequence: 3, patient: null, erased: true, by: { name: null } },
    { sequence: 2, patient: BEN, erased: false },
    { sequence: 1, patient: null, erased: true, by: NURSE },
  ]);
  expect(await numbersAt(`/v1/journal?patient=${ANA}`)).toEqual([]);
});

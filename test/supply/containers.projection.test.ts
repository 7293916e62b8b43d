/** The projection of containers after a random walk on the ledger: it says of each what the ledger says, and so again. */
import { getTableName, sql } from 'drizzle-orm';
import type { Sscc } from '@theriac/domain/gs1';
import type { Container } from '@theriac/domain/supply';
import { siteOf } from '../../chaincode/src/fixtures/consortium';
import { codeOf } from '../../chaincode/src/fixtures/consortium-ledger';
import { caseOf, packWhole, preparePacking } from '../../chaincode/src/fixtures/packing-commands';
import { idOf, preparePart, registerWhole } from '../../chaincode/src/fixtures/supply-commands';
import type { Database } from '../../gateway-api/src/database';
import { ChannelLedger } from '../../gateway-api/src/ledger';
import { SUPPLY_CHANNEL } from '../../gateway-api/src/supply';
import { ContainerClient } from '../../gateway-api/src/supply/containers/container.client';
import { containersProjection } from '../../gateway-api/src/supply/containers/containers.projection';
import { ContainerStore } from '../../gateway-api/src/supply/containers/containers.store';
import { type LocatedContainer, PlacedContainers } from '../../gateway-api/src/supply/containers/placed-containers';
import { type Draws, drawsOf } from '../faults/seeded';
import { followBlocks, rows } from '../fixtures/gateway-in-process';
import { SupplyConsortium } from '../fixtures/supply-consortium';

jest.setTimeout(180_000);
const STEPS = 160;
const SOON = '2028-01-01T12:00:00.000Z';
const CASES = 12;
const HOLDERS = ['manufacturer', 'distributor', 'pharmacy'] as const;
const ROLES = { manufacturer: 'release-officer', distributor: 'warehouse-clerk', pharmacy: 'pharmacist' } as const;
const cases = Array.from({ length: CASES }, (_, n) => caseOf(n));
const pallets = [
  ...Array.from({ length: 4 }, (_, n) => caseOf(100 + n)),
  ...Array.from({ length: 4 }, (_, n) => caseOf(n, '9521105')),
];

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('hospital');
  await drugs.registerProduct();
  const inspector = await drugs.contracts.person('regulator', 'inspector');
  const prefix = { companyPrefix: '9521105', organisation: 'distributor' };
  await drugs.contracts.submit(inspector, 'DrugSupply:AssignCompanyPrefix', prefix);
  const part = preparePart(1, CASES * 2);
  await registerWhole(drugs.contracts, part);
  const packs = cases.map((sscc, n) => [sscc, [`S${2 * n}`, `S${2 * n + 1}`]] as const);
  await packWhole(drugs.contracts, preparePacking(1, part, packs));
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

interface Sent {
  readonly shipment: string;
  readonly containers: readonly string[];
  readonly from: Holder;
  readonly to: { readonly organisation: Holder };
}
type Holder = (typeof HOLDERS)[number];
const NOTHING_SENT: Sent = { shipment: '', containers: [], from: 'pharmacy', to: { organisation: 'pharmacy' } };

/**
 * Packs, unpacks, opens, ships, receives and voids at random, mostly what can be done; what is refused has no effect. How
 * often each succeeded.
 */
async function walk(seed: number): Promise<Map<string, number>> {
  const draws = drawsOf(seed);
  const sent: Sent[] = [];
  const done = new Map<string, number>();
  for (let step = 0; step < STEPS; step += 1) {
    const shipment = idOf(step);
    const drawn = drawCommand(await located(), draws.oneOf(sent.slice(-6).concat(NOTHING_SENT)), shipment, draws);
    if (drawn === undefined) continue;
    const { by, name, command } = drawn;
    const person = await drugs.contracts.person(by, ROLES[by]);
    if ((await codeOf(drugs.contracts.submit(person, `DrugSupply:${name}`, command))) !== undefined) continue;
    done.set(name, (done.get(name) ?? 0) + 1);
    if (name === 'ShipContainers') sent.push({ ...(command as Omit<Sent, 'from'>), from: by });
  }
  return done;
}

interface Drawn {
  readonly by: Holder;
  readonly name: string;
  readonly command: object;
}

function drawCommand(all: readonly LocatedContainer[], past: Sent, shipment: string, draws: Draws): Drawn | undefined {
  const by = draws.oneOf(HOLDERS);
  const isHere = ({ place, outermost }: LocatedContainer): boolean =>
    place.organisation === by && outermost.shipment === undefined && outermost.openedAt === undefined;
  const mine = draws.shuffled(all.filter(isHere));
  const alone = mine
    .filter(({ container, outermost }) => container === outermost)
    .map(({ container }) => container.sscc);
  const inside = mine.find(({ container }) => container.parent !== undefined);
  const some = alone.slice(0, 1 + draws.below(3));
  const [first] = some;
  const to = draws.oneOf(HOLDERS);
  const ending = past.containers.length > 0 && { shipment: past.shipment, containers: [draws.oneOf(past.containers)] };
  switch (draws.below(7)) {
    case 0:
    case 1:
      return first && { by, name: 'PackContainers', command: { sscc: draws.oneOf(pallets), children: some } };
    case 2:
      return (
        inside && {
          ...{ by, name: 'UnpackContainers' },
          command: { sscc: inside.container.parent, children: [inside.container.sscc] },
        }
      );
    case 3:
      return (
        first && {
          ...{ by, name: 'ShipContainers' },
          command: { shipment, containers: some, to: { organisation: to, site: siteOf(to) }, expectedAt: SOON },
        }
      );
    case 4:
    case 5:
      return ending ? { by: past.to.organisation, name: 'ReceiveContainers', command: ending } : undefined;
    default:
      if (draws.below(3) > 0) return ending ? { by: past.from, name: 'VoidShipment', command: ending } : undefined;
      return first && { by, name: 'OpenContainer', command: { sscc: first } };
  }
}

/** Every container that there is, by the states on the ledger. */
async function located(): Promise<LocatedContainer[]> {
  const { machine } = drugs.of('hospital').gateway.foundation;
  const all = await Promise.all(
    [...cases, ...pallets].map((sscc) =>
      onLedger()
        .locate(machine, sscc)
        .catch(() => undefined),
    ),
  );
  return all.filter((one) => one !== undefined);
}

/** Reads containers from the ledger, as the hospital's gateway does. */
function onLedger(): PlacedContainers {
  const { ledger } = drugs.of('hospital').gateway.foundation;
  return new PlacedContainers(new ContainerClient(new ChannelLedger(ledger, SUPPLY_CHANNEL)));
}

/** All that the projection holds, in one order. */
async function held(db: Database): Promise<unknown> {
  const tables: [string, unknown][] = [];
  for (const table of containersProjection.tables) {
    const name = getTableName(table);
    tables.push([name, await rows(db, sql`select * from ${sql.identifier(name)} as one order by one::text`)]);
  }
  return tables;
}

it('says where each container is and how each shipment went as the ledger does, and the same when it is read again', async () => {
  const done = await walk(20_261_121);
  process.stderr.write(`the walk: ${[...done].map(([name, times]) => `${times} ${name}`).join(', ')}\n`);
  // Every kind of change is in it; otherwise the walk shows nothing.
  expect([...done.keys()].sort()).toEqual([
    ...['OpenContainer', 'PackContainers', 'ReceiveContainers', 'ShipContainers', 'UnpackContainers', 'VoidShipment'],
  ]);
  const { database, gateway } = drugs.of('hospital');
  await drugs.of('hospital').caughtUp();
  const { machine } = gateway.foundation;
  const placed = onLedger();
  const listed = await new ContainerStore(database.db).list({}, 100);
  expect(listed.length).toBeGreaterThan(CASES);
  for (const row of listed) {
    const { container, outermost, place } = await placed.locate(machine, row.sscc as Sscc);
    const { sscc, children, contents, depth, openedAt, changedAt } = container;
    expect(row).toMatchObject({
      ...{ sscc, outermost: outermost.sscc, holder: place, contents, depth, changedAt, openedAt: openedAt ?? null },
      ...{ shipment: outermost.shipment?.id ?? null, containers: children.length },
    });
    // What lies in it directly: unless it was opened, what its state lists.
    const below = await new ContainerStore(database.db).list({ parent: sscc }, 100);
    expect(below.map((child) => child.sscc)).toEqual(openedAt === undefined ? [...children].sort() : []);
  }
  await expectHistories();
  await expectShipments(placed);
  const anew = await drugs.server.fresh();
  const follower = await followBlocks(anew, drugs.network, [SUPPLY_CHANNEL]);
  await follower.caughtUp();
  expect(await held(anew.db)).toEqual(await held(database.db));
  await follower.stop();
});

/** The last line of each history is the container's state; lines follow the chain, and name their events. */
async function expectHistories(): Promise<void> {
  const { db } = drugs.of('hospital').database;
  const lines = await rows<{ sscc: string; event: string; state: Container }>(
    db,
    sql`select * from container_history order by sscc, block_number, transaction_index`,
  );
  const reader = await drugs.contracts.person('hospital', 'pharmacist');
  const last = new Map(lines.map((line) => [line.sscc, line.state]));
  for (const [sscc, state] of last)
    expect(await drugs.contracts.evaluate(reader, 'DrugSupply:ReadContainer', { sscc })).toEqual(state);
  const first = lines.find(({ sscc }) => sscc === cases[0]);
  expect(first).toMatchObject({ event: 'ContainersClaimed', state: { depth: 1, contents: [{ packs: 2 }] } });
}

/** Each shipment's counts add up, and those under way are what its containers say. */
async function expectShipments(placed: PlacedContainers): Promise<void> {
  const { database, gateway } = drugs.of('hospital');
  const all = await rows<{ id: string; containers: number; on_their_way: number; received: number; voided: number }>(
    database.db,
    sql`select * from shipments`,
  );
  expect(all.length).toBeGreaterThan(5);
  for (const { id, containers, on_their_way: underWay, received, voided } of all) {
    expect(underWay + received + voided).toBe(containers);
    const of = await rows<{ sscc: string; end: string | null }>(
      database.db,
      sql`select sscc, "end" from shipment_containers where shipment = ${id}`,
    );
    expect(of).toHaveLength(containers);
    const states = await placed.read(
      gateway.foundation.machine,
      of.map(({ sscc }) => sscc as Sscc),
    );
    expect(states.filter(({ shipment }) => shipment?.id === id).map(({ sscc }) => sscc)).toEqual(
      of.filter(({ end }) => end === null).map(({ sscc }) => sscc),
    );
  }
}

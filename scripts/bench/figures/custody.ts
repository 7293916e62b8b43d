/** What the drug chain's acts cost: supplying a pack, moving a pallet, verifying deep in it, and telling a pack's way. */
import { gatewayAddress } from '../../network/gateway-address';
import {
  packCases,
  packInto,
  PHARMACIST,
  receive,
  RELEASE_OFFICER,
  secretArrived,
  ship,
  siteOfContainer,
  SITES,
  ssccOf,
  WAREHOUSE_CLERK,
} from '../../demo/chain-steps';
import { type Bench, REFERENCE } from '../bench-network';
import { type Figure, figure } from '../figure';
import { KeepAlive } from '../keep-alive';
import { GTIN, registerPart, scanOf, serialFile, serialOf } from '../lots';
import { type Task, timeBoth } from '../timing';

const LOT = 'CUSTODY';
const PACKS_A_CASE = 50;
/** Cases on the large pallet: 10,000 packs. */
const LARGE = 200;
/** Beside them: one that travels by itself, one deep in others, some whose packs are supplied. */
const SUPPLIED_CASES = 4;
const CASES = LARGE + 2 + SUPPLIED_CASES;
/** Packs that no case gets. */
const LOOSE = 50;
/** Numbers that the seeded lot and the journeys leave free. */
const FIRST_SSCC = 500_000_000;

const SUPPLY = { count: 130, inFlight: 1 };
const MOVE = { count: 20, inFlight: 1 };
const VERIFY = { count: 1_000, inFlight: 1 };
const TELL = { count: 300, inFlight: 1 };
/** Ships and receives of the case whose packs' way is asked for. */
const HOPS = 20;

/** Where a container goes back and forth. */
const ENDS = [
  { person: WAREHOUSE_CLERK, site: SITES.distributor },
  { person: RELEASE_OFFICER, site: '9521104000013' },
] as const;

/** Measures on one lot of some 10,000 packs. */
export async function custodyFigures(bench: Bench): Promise<Figure[]> {
  const pharmacy = new KeepAlive(gatewayAddress(bench.place, 'pharmacy'), bench.as('pharmacy', 'pharmacist'));
  const regulator = new KeepAlive(gatewayAddress(bench.place, 'regulator'), bench.as('regulator', 'inspector'));
  try {
    bench.say(`custody: registering and packing ${CASES * PACKS_A_CASE} packs into ${CASES} cases`);
    const goods = await prepare(bench);
    bench.say('custody: supplying packs, and a bare submit of one key');
    const supplied = await supplyFigure(bench, pharmacy);
    bench.say('custody: moving a pallet and a case, scanning packs, asking for their way');
    return [
      supplied,
      await moveFigure(bench, goods.pallet, goods.alone),
      await deepFigure(pharmacy),
      await wayFigure(bench, regulator, goods.alone),
    ];
  } finally {
    pharmacy.close();
    regulator.close();
  }
}

const ssccAt = (number: number): string => ssccOf(FIRST_SSCC + number);
const packAt = (box: number, nth: number): string => scanOf(LOT, serialOf(LOT, box * PACKS_A_CASE + nth));

/** The large pallet and the single case stay at the maker; the others come to the pharmacy. */
async function prepare(bench: Bench): Promise<{ readonly pallet: string; readonly alone: string }> {
  const { requests } = bench;
  await registerPart(bench, LOT, serialFile(LOT, CASES * PACKS_A_CASE + LOOSE));
  const cases = Array.from({ length: CASES }, (_, box) => ({
    sscc: ssccAt(box),
    serials: Array.from({ length: PACKS_A_CASE }, (_pack, n) => serialOf(LOT, box * PACKS_A_CASE + n)),
  }));
  await packCases(requests, { gtin: GTIN, lot: LOT }, cases);
  const ssccs = cases.map(({ sscc }) => sscc);
  const [pallet, tray, outer] = [ssccAt(CASES), ssccAt(CASES + 1), ssccAt(CASES + 2)];
  await packInto(requests, RELEASE_OFFICER, pallet, ssccs.slice(0, LARGE));
  await packInto(requests, RELEASE_OFFICER, tray, [ssccAt(LARGE + 1)]);
  await packInto(requests, RELEASE_OFFICER, outer, [tray]);
  const { shipment } = await ship(requests, RELEASE_OFFICER, SITES.pharmacy, [outer, ...ssccs.slice(LARGE + 2)]);
  await receive(requests, PHARMACIST, shipment);
  await secretArrived(requests, PHARMACIST, { gtin: GTIN, lot: LOT });
  return { pallet, alone: ssccAt(LARGE) };
}

async function supplyFigure(bench: Bench, pharmacy: KeepAlive): Promise<Figure> {
  const bare = bench.bare('pharmacy');
  let nth = 0;
  const supply: Task = () => {
    const pack = nth++;
    const box = LARGE + 2 + Math.floor(pack / PACKS_A_CASE);
    return pharmacy.post('/v1/packs/supply', { scan: packAt(box, pack % PACKS_A_CASE) });
  };
  const [through, reference] = await timeBoth(SUPPLY, supply, (turn) =>
    bare.submit(REFERENCE, 'write', String(turn), 'supplied'),
  );
  return figure({
    ...{ name: 'supply, alone, p50', unit: 'ms', value: through.p50, reference: reference.p50 },
    goal: { of: 'ratio', atMost: 1.5 },
  });
}

async function moveFigure({ requests }: Bench, pallet: string, alone: string): Promise<Figure> {
  const mover = (sscc: string): Task => {
    let at = 1;
    return async () => {
      const [from, to] = [ENDS[at], ENDS[1 - at]];
      if (from === undefined || to === undefined) throw new Error('a container goes between two ends');
      const { shipment } = await ship(requests, from.person, to.site, [sscc]);
      await receive(requests, to.person, shipment, [sscc]);
      at = 1 - at;
    };
  };
  const [large, small] = await timeBoth(MOVE, mover(pallet), mover(alone));
  return figure({
    name: `ship and receive a pallet of ${LARGE * PACKS_A_CASE} packs, p50 (reference: a case)`,
    ...{ unit: 'ms', value: large.p50, reference: small.p50 },
    goal: { of: 'ratio', atMost: 1.3 },
  });
}

async function deepFigure(pharmacy: KeepAlive): Promise<Figure> {
  const verify = async (scan: string, verdict: string): Promise<void> => {
    const answer = (await pharmacy.post('/v1/packs/verify', { scan })) as { readonly verdict: string };
    if (answer.verdict !== verdict) throw new Error(`a scan was answered ${answer.verdict} instead of ${verdict}`);
  };
  const [deep, loose] = await timeBoth(
    VERIFY,
    (turn) => verify(packAt(LARGE + 1, turn % PACKS_A_CASE), 'authentic'),
    (turn) => verify(packAt(CASES, turn % LOOSE), 'not-in-your-custody'),
  );
  return figure({
    name: 'verify a pack three containers deep, alone, p50 (reference: a loose one)',
    ...{ unit: 'ms', value: deep.p50, reference: loose.p50 },
    goal: { of: 'ratio', atMost: 1.5 },
  });
}

async function wayFigure({ requests }: Bench, regulator: KeepAlive, alone: string): Promise<Figure> {
  let [here, there] = ENDS[0].site === (await siteOfContainer(requests, alone)) ? ENDS : ([ENDS[1], ENDS[0]] as const);
  for (let hop = 0; hop < HOPS; hop += 1) {
    const { shipment } = await ship(requests, here.person, there.site, [alone]);
    await receive(requests, there.person, shipment, [alone]);
    [here, there] = [there, here];
  }
  const ask: Task = (turn) => regulator.post('/v1/packs/provenance', { scan: packAt(LARGE, turn % PACKS_A_CASE) });
  const way = (await ask(0)) as { readonly steps?: readonly unknown[] };
  if ((way.steps?.length ?? 0) < 2 * HOPS) throw new Error('the way that is measured is shorter than it should be');
  const [timing] = await timeBoth(TELL, ask, () => Promise.resolve());
  return figure({
    ...{ name: `the way of a pack with ${HOPS} hops and more, p95`, unit: 'ms', value: timing.p95, reference: null },
    goal: { of: 'value', atMost: 300 },
  });
}

/** How fast a pharmacist's scan is answered, beside a bare evaluate that reads as many keys of the same sizes. */
import { setTimeout as pause } from 'node:timers/promises';
import { gatewayAddress } from '../../network/gateway-address';
import { type Bench, REFERENCE } from '../bench-network';
import { type Figure, figure } from '../figure';
import { KeepAlive } from '../keep-alive';
import { figureTable } from '../report';
import { GTIN, registerLots, registerPart, scanOf, sealedEverywhere, serialFile, serialOf, untilLot } from '../lots';
import { type Task, timeBoth, type Timing } from '../timing';

/** A page of the middle size: 250 digests of 16 bytes. */
const PACKS = 250;
const PAGE_BYTES = PACKS * 16;
const FEW_LOTS = 10;
const MANY_LOTS = 1_000;
const MOST_PARTS = 16;

const ALONE = { count: 1_500, inFlight: 1 };
const BUSY = { count: 6_000, inFlight: 50 };
const MISSES = { count: 500, inFlight: 1 };
/** A pack's key is one of many: more keys than one read would find in the peer's hand. */
const PAGE_KEYS = 64;
/** What the gateway remembers of a lot is as old as this when the many lots are asked for, as in a day's work. */
const SETTLE_MS = 2_000;

/** Measures hits among few and many lots, and misses in a lot of many parts. */
export async function verificationFigures(bench: Bench): Promise<Figure[]> {
  const pharmacy = new KeepAlive(gatewayAddress(bench.place, 'pharmacy'), bench.as('pharmacy', 'pharmacist'));
  const bare = bench.bare('pharmacy');
  const lots = Array.from({ length: MANY_LOTS }, (_, number) => `B${String(number).padStart(4, '0')}`);
  const few = lots.slice(0, FEW_LOTS);
  try {
    bench.say(`verification: registering ${FEW_LOTS} lots of ${PACKS} packs`);
    await registerLots(bench, few, PACKS);
    const lotBytes = (await bare.evaluate('supply', 'DrugSupply:ReadLot', lotQuestion(few[0] ?? ''))).length;
    await bare.submit(REFERENCE, 'write', 'l'.repeat(lotBytes), 'lot');
    const pages = Array.from({ length: PAGE_KEYS }, (_, number) => `page-${number}`);
    await bare.submit(REFERENCE, 'write', 'p'.repeat(PAGE_BYTES), ...pages);

    // The packs stay with their maker: the ledger is asked for as much as of packs that came to the pharmacy unpacked.
    const hitAmong =
      (all: readonly string[]): Task =>
      (turn) =>
        verify(pharmacy, genuine(all, turn), 'not-in-your-custody');
    const bareHit: Task = (turn) => bare.evaluate(REFERENCE, 'read', 'lot', pages[turn % PAGE_KEYS] ?? '');
    bench.say('verification: scans of genuine packs, alone and 50 at once');
    const [alone, bareAlone] = await timeBoth(ALONE, hitAmong(few), bareHit);
    const [busy, bareBusy] = await timeBoth(BUSY, hitAmong(few), bareHit);

    const hits = hitFigures({ alone, bareAlone, busy, bareBusy });
    // The many lots take minutes: what is known is said before.
    bench.say(figureTable(hits));
    bench.say(`verification: registering lots until there are ${MANY_LOTS}`);
    await registerLots(bench, lots.slice(FEW_LOTS), PACKS);
    await pause(SETTLE_MS);
    // The few are measured again beside the many, so that the machine's mood is the same for both.
    const [amongMany, amongFew] = await timeBoth(ALONE, hitAmong(lots), hitAmong(few));
    const misses = await missFigure(bench, pharmacy, (turn) => {
      const start = (turn * MOST_PARTS) % PAGE_KEYS;
      return bare.evaluate(REFERENCE, 'read', 'lot', ...pages.slice(start, start + MOST_PARTS));
    });
    return [...hits, manyLots(amongMany, alone, amongFew), misses];
  } finally {
    pharmacy.close();
  }
}

interface HitTimings {
  readonly alone: Timing;
  readonly bareAlone: Timing;
  readonly busy: Timing;
  readonly bareBusy: Timing;
}

function hitFigures({ alone, bareAlone, busy, bareBusy }: HitTimings): Figure[] {
  return [
    figure({
      ...{ name: 'verify, 50 in flight, p95', unit: 'ms', value: busy.p95, reference: bareBusy.p95 },
      goal: { of: 'value', atMost: 200 },
    }),
    figure({
      ...{ name: 'verify, 50 in flight, rate', unit: '1/s', value: busy.perSecond, reference: bareBusy.perSecond },
      goal: { of: 'value', atLeast: 300 },
    }),
    figure({
      ...{ name: 'verify, alone, p50', unit: 'ms', value: alone.p50, reference: bareAlone.p50 },
      goal: { of: 'ratio', atMost: 2 },
    }),
  ];
}

/** The slower of the two measures of ten lots would flatter: the faster one is the reference. */
function manyLots(many: Timing, before: Timing, beside: Timing): Figure {
  return figure({
    name: `verify among ${MANY_LOTS} lots, alone, p50 (reference: ${FEW_LOTS} lots)`,
    ...{ unit: 'ms', value: many.p50, reference: Math.min(before.p50, beside.p50) },
    goal: { of: 'ratio', atMost: 1.3 },
  });
}

async function missFigure(bench: Bench, pharmacy: KeepAlive, bareMiss: Task): Promise<Figure> {
  const lot = 'MISS16';
  bench.say(`verification: registering a lot of ${MOST_PARTS} parts, and made-up serials in it`);
  for (let part = 0; part < MOST_PARTS; part += 1) await registerPart(bench, lot, serialFile(lot, PACKS, part));
  await sealedEverywhere(bench, lot, MOST_PARTS);
  await untilLot(bench, 'pharmacy', lot, ({ secret }) => secret.held);
  const miss: Task = (turn) =>
    verify(pharmacy, scanOf(lot, `MADEUP${String(turn).padStart(6, '0')}`), 'unknown-serial');
  const [timing, reference] = await timeBoth(MISSES, miss, bareMiss);
  return figure({
    name: `verify a made-up serial in ${MOST_PARTS} parts, alone, p95`,
    ...{ unit: 'ms', value: timing.p95, reference: reference.p95 },
    goal: { of: 'value', atMost: 200 },
  });
}

/** A genuine pack, another one each turn, spread over the lots. */
function genuine(lots: readonly string[], turn: number): string {
  const lot = lots[turn % lots.length] ?? '';
  return scanOf(lot, serialOf(lot, Math.floor(turn / lots.length) % PACKS));
}

/** @throws Error when the answer is another: a fast wrong answer is no figure */
async function verify(pharmacy: KeepAlive, scan: string, verdict: string): Promise<void> {
  const answer = (await pharmacy.post('/v1/packs/verify', { scan })) as { readonly verdict: string };
  if (answer.verdict !== verdict) throw new Error(`a scan was answered ${answer.verdict} instead of ${verdict}`);
}

function lotQuestion(lot: string): string {
  return JSON.stringify({ gtin: GTIN, lot });
}

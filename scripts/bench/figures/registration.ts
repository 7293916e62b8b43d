/** How fast 100,000 packs stand sealed for every member, beside one key for each pack; and what a large capture holds. */
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { type Bench, REFERENCE } from '../bench-network';
import { epcisDocument, epcisDocumentOf } from '../epcis-document';
import { type Figure, figure } from '../figure';
import { MAKER, registerPart, sealedEverywhere, serialFile } from '../lots';
import { PeakMemory } from '../peak-memory';
import { repeat } from '../timing';

const PACKS = 100_000;
/** Runs of each form: the middle one counts. */
const RUNS = 3;
const CAPTURE_BYTES = 20 * 1_000 * 1_000;
/** One key for each pack, as a first design would do it. */
const KEYS_A_TRANSACTION = 100;
const KEYS_IN_FLIGHT = 8;
const SAMPLE = 4_000;
/** What such a key would hold. */
const PACK_STATE = JSON.stringify({ gtin: '09521104012344', lot: 'AMX-2611-A', expiry: '2028-06-30', state: 'active' });

const MEGABYTE = 2 ** 20;

const jobResultSchema = z.object({ transactions: z.object({ registered: z.string(), sealed: z.string() }) });

/** Measures registrations. */
export async function registrationFigures(bench: Bench): Promise<Figure[]> {
  const csv: number[] = [];
  const pages: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bench.say(`registration: ${PACKS} packs from a CSV file, ${run + 1} of ${RUNS}`);
    const timed = await csvRun(bench, `CSV${run}`);
    csv.push(timed.seconds);
    pages.push(timed.pageSeconds);
  }
  const xml: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bench.say(`registration: ${PACKS} packs from an EPCIS XML document, ${run + 1} of ${RUNS}`);
    xml.push(await captured(bench, `XML${run}`, epcisDocument(`XML${run}`, PACKS)));
  }
  bench.say(`registration: one key for each pack, a sample of ${SAMPLE}`);
  const keys = await oneKeyAPack(bench);
  return [
    sealed('CSV', middle(csv)),
    sealed('EPCIS XML', middle(xml)),
    figure({
      ...{ name: 'packs written as pages (reference: one key a pack)', unit: 'packs/s' },
      ...{ value: PACKS / middle(pages), reference: keys },
      goal: { of: 'ratio', atLeast: 50 },
    }),
    await memoryFigure(bench),
  ];
}

function sealed(form: string, seconds: number): Figure {
  const name = `${PACKS} packs from ${form} until sealed for every member`;
  return figure({ name, unit: 's', value: seconds, reference: null, goal: { of: 'value', atMost: 10 } });
}

async function csvRun(bench: Bench, lot: string): Promise<{ seconds: number; pageSeconds: number }> {
  const bare = bench.bare('manufacturer');
  const file = serialFile(lot, PACKS);
  const height = await bare.height();
  const began = performance.now();
  const [result] = await Promise.all([registerPart(bench, lot, file), sealedEverywhere(bench, lot)]);
  const seconds = (performance.now() - began) / 1_000;
  const { registered, sealed: seal } = jobResultSchema.parse(result).transactions;
  const ordered = await bare.ordered(height, seal);
  // Between opening and seal stand the pages alone; the seal is made when the last of them is committed.
  const between = ordered.slice(ordered.findIndex(({ id }) => id === registered) + 1);
  const sealedAt = between.find(({ id }) => id === seal)?.at ?? Number.NaN;
  const firstPages = Math.min(...between.filter(({ id }) => id !== seal).map(({ at }) => at));
  return { seconds, pageSeconds: (sealedAt - firstPages) / 1_000 };
}

/** Seconds from the first byte of a document until its lot is sealed for every member. */
async function captured(bench: Bench, lot: string, content: string): Promise<number> {
  const began = performance.now();
  const file = { content, type: 'application/xml' };
  await bench.requests.send({ ...MAKER, path: '/epcis/capture', file }, z.unknown());
  await sealedEverywhere(bench, lot);
  return (performance.now() - began) / 1_000;
}

/** Packs a second. */
async function oneKeyAPack(bench: Bench): Promise<number> {
  const bare = bench.bare('manufacturer');
  const began = performance.now();
  await repeat({ count: SAMPLE / KEYS_A_TRANSACTION, inFlight: KEYS_IN_FLIGHT }, () => {
    const keys = Array.from({ length: KEYS_A_TRANSACTION }, () => randomBytes(16).toString('hex'));
    return bare.submit(REFERENCE, 'write', PACK_STATE, ...keys);
  });
  return (SAMPLE * 1_000) / (performance.now() - began);
}

async function memoryFigure(bench: Bench): Promise<Figure> {
  const lot = 'LARGE';
  const { content, packs } = epcisDocumentOf(lot, CAPTURE_BYTES);
  bench.say(`registration: a document of ${Math.round(content.length / 1e6)} MB with ${packs} packs`);
  const memory = new PeakMemory(bench.place, 'gateway-manufacturer');
  try {
    await captured(bench, lot, content);
  } finally {
    memory.stop();
  }
  return figure({
    ...{ name: 'gateway memory while a 20 MB document is captured', unit: 'MB' },
    ...{ value: memory.peak / MEGABYTE, reference: memory.before / MEGABYTE },
    goal: { of: 'value', atMost: 512 },
  });
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** After the last death: everything acknowledged is there, once, at members that do not trust one another's word. */
import { setTimeout as pause } from 'node:timers/promises';
import { until, waitForGateways } from '@theriac/network';
import { z } from 'zod';
import { openMember, statusAt } from '../ledger-cases/fabric.members';
import { ledgersAgree, PLACE } from '../network/native-network.fixture';
import type { AcknowledgedLot, Book } from './book';
import { metricsOf } from './metrics';
import type { PatientUser } from './patient-user';
import { scan, scanGenuine, scanMadeUp, SCANNERS, scanText } from './scans';

/** Members with peers of their own on the channel of medicines, and somebody who may read there. */
const READERS = [
  { at: 'manufacturer', as: 'release-officer' },
  { at: 'pharmacy', as: 'pharmacist' },
  { at: 'regulator', as: 'inspector' },
] as const;
const ALERT_HOLDERS = READERS.filter(({ at }) => at !== 'pharmacy');

const PHARMACY = 'pharmacy';
const SUPPLIER = { at: PHARMACY, as: 'pharmacist' } as const;
const SUPPLIED_HERE = 'already-supplied-here';

const VALID = 0;
const AT_ONCE = 8;
const PAGE = 200;
/** Listeners, outboxes and alerts have something to catch up with. */
const SETTLING_MS = 60_000;
const LOOK_MS = 250;
/** Each made-up pack becomes an alert at three members. */
const MADE_UP_SCANS = 10;

const lotSchema = z.object({ parts: z.array(z.object({ packs: z.int(), isSealed: z.boolean() })) });
const lotItemSchema = z.object({ lot: z.string(), packs: z.int(), parts: z.int(), sealedParts: z.int() });
const heldSchema = z.object({ holder: z.object({ organisation: z.string() }) });
const productItemSchema = z.object({ gtin: z.string() });
const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().optional() });

/** Looks for everything that the book holds. Returns what is not as it must be, one line each. */
export async function audit(book: Book, user: PatientUser): Promise<string[]> {
  await waitForGateways(PLACE, { withinMs: SETTLING_MS });
  await ledgersAgree();
  await until('no job and no message left', nothingPending, { withinMs: SETTLING_MS, everyMs: LOOK_MS });
  const faults = await Promise.all([
    transactionFaults(book),
    lotFaults(book, user),
    listFaultsThatStay(book, user),
    scanFaults(book, user),
    alertFaults(book, user),
    deliveryFaults(book, user),
  ]);
  return faults.flat();
}

/** Every acknowledged transaction, looked up by its id on three peers. */
async function transactionFaults(book: Book): Promise<string[]> {
  const members = READERS.map(({ at }) => ({ at, member: openMember(PLACE.layout.state, at) }));
  try {
    return await each([...book.transactions], async ([id, deed]) => {
      const codes = await Promise.all(
        members.map(({ member }) =>
          statusAt(member, id).then(
            ({ code }): number | string => code,
            (error: unknown) => (error instanceof Error ? error.message : String(error)),
          ),
        ),
      );
      return codes.every((code) => code === VALID) ? [] : [`${deed}, ${id}: ${codes.join(', ')}`];
    });
  } finally {
    for (const { member } of members) member.close();
  }
}

/** Every acknowledged lot, as three members' ledgers have it: one part, sealed, of exactly its packs. */
function lotFaults(book: Book, user: PatientUser): Promise<string[]> {
  return each(book.lots, async ({ gtin, lot, serials }) => {
    const expected = JSON.stringify([{ packs: serials.length, isSealed: true }]);
    const answers = await Promise.all(
      READERS.map((reader) => user.ask({ ...reader, path: `/v1/lots/${gtin}/${lot}` }, lotSchema)),
    );
    return answers.flatMap(({ parts }, nth) =>
      JSON.stringify(parts) === expected ? [] : [`lot ${lot} at ${READERS[nth]?.at ?? ''}: ${JSON.stringify(parts)}`],
    );
  });
}

/** A list follows its peer's blocks: asked until it is right, or will not become so. */
async function listFaultsThatStay(book: Book, user: PatientUser): Promise<string[]> {
  const end = Date.now() + SETTLING_MS;
  for (;;) {
    const faults = await listFaults(book, user);
    if (faults.length === 0 || Date.now() > end) return faults;
    await pause(LOOK_MS);
  }
}

/** The lists that three gateways made of the blocks: every lot and product, once, and no lot that nobody asked for. */
async function listFaults(book: Book, user: PatientUser): Promise<string[]> {
  const gtin = book.lots[0]?.gtin ?? '';
  const lots = book.lots.map(({ lot, serials }) => `${lot}: ${serials.length} packs, 1 of 1 parts`);
  const faults = READERS.map(async (reader) => {
    const listed = await list(user, reader, `/v1/lots?gtin=${gtin}`, lotItemSchema);
    const told = listed.map((item) => `${item.lot}: ${item.packs} packs, ${item.sealedParts} of ${item.parts} parts`);
    const products = await list(user, reader, '/v1/products?organisation=manufacturer', productItemSchema);
    const ours = products.map((product) => product.gtin).filter((one) => book.products.includes(one));
    return [
      ...difference(lots, told).map((line) => `the list of lots at ${reader.at}: ${line}`),
      ...difference(book.products, ours).map((line) => `the list of products at ${reader.at}: ${line}`),
    ];
  });
  return (await Promise.all(faults)).flat();
}

/** A genuine pack of every lot is known at three members, and a made-up one unknown. */
async function scanFaults(book: Book, user: PatientUser): Promise<string[]> {
  const at = (lot: AcknowledgedLot, verdict: string, wanted: string, scanner: string): string[] =>
    verdict === wanted ? [] : [`a pack of lot ${lot.lot} at ${scanner}: ${verdict} instead of ${wanted}`];
  const genuine = each(book.lots, async (lot, nth) => {
    const answers = await Promise.all(SCANNERS.map((scanner) => scanGenuine(user, scanner, lot, nth)));
    return answers.flatMap(({ verdict }, one) =>
      at(lot, verdict, SCANNERS[one]?.genuine ?? '', SCANNERS[one]?.at ?? ''),
    );
  });
  const madeUp = each(book.lots.slice(-MADE_UP_SCANS), async (lot) => {
    const answers = await Promise.all(SCANNERS.map((scanner) => scanMadeUp(user, scanner, lot)));
    return answers.flatMap(({ verdict }, one) => at(lot, verdict, 'unknown-serial', SCANNERS[one]?.at ?? ''));
  });
  return [...(await genuine), ...(await madeUp)];
}

/** Every delivered case is the pharmacy's at three members; each of its packs is supplied once, or not at all. */
function deliveryFaults(book: Book, user: PatientUser): Promise<string[]> {
  return each(book.deliveries, async ({ sscc, supplied, left, ...lot }) => {
    const holders = await Promise.all(
      READERS.map(async (reader) => {
        const { holder } = await user.ask({ ...reader, path: `/v1/containers/${sscc}` }, heldSchema);
        return holder.organisation === PHARMACY ? [] : [`case ${sscc} at ${reader.at}: with ${holder.organisation}`];
      }),
    );
    const packs = [...supplied.map((one) => [one, SUPPLIED_HERE]), ...left.map((one) => [one, 'authentic'])] as const;
    const verdicts = await each(packs, async ([serial = '', wanted = '']) => {
      const { verdict } = await scan(user, SUPPLIER, scanText(lot, serial));
      return verdict === wanted ? [] : [`pack ${serial} of case ${sscc}: ${verdict} instead of ${wanted}`];
    });
    return [...holders.flat(), ...verdicts];
  });
}

/** An alert that a verdict named is held by the lot's maker and by the regulator. */
function alertFaults(book: Book, user: PatientUser): Promise<string[]> {
  return each([...book.alerts], async (id) => {
    const held = z.object({ id: z.literal(id) });
    await Promise.all(ALERT_HOLDERS.map((holder) => user.ask({ ...holder, path: `/v1/alerts/${id}` }, held)));
    return [];
  });
}

/** No gateway has a job that is not ended, or owes another a message. */
async function nothingPending(): Promise<void> {
  for (const { name } of PLACE.topology.organisations) {
    const pending = (await metricsOf(name)).filter(
      ({ name: metric, value }) =>
        /^theriac_jobs\{.*(queued|running)|^theriac_outbox_messages\{/.test(metric) && value > 0,
    );
    if (pending.length > 0) throw new Error(`${name}: ${JSON.stringify(pending)}`);
  }
}

async function list<T>(
  user: PatientUser,
  reader: (typeof READERS)[number],
  path: string,
  item: z.ZodType<T>,
): Promise<T[]> {
  const found: T[] = [];
  let after = '';
  do {
    const page = await user.ask({ ...reader, path: `${path}&limit=${PAGE}${after}` }, pageOf(item));
    found.push(...page.items);
    after = page.next === undefined ? '' : `&after=${page.next}`;
  } while (after !== '');
  return found;
}

/** What is in one list and not in the other, as often as it is. */
function difference(wanted: readonly string[], found: readonly string[]): string[] {
  const surplus = [...found];
  const missing = wanted.filter((one) => {
    const at = surplus.indexOf(one);
    if (at >= 0) surplus.splice(at, 1);
    return at < 0;
  });
  return [...missing.map((one) => `${one} is missing`), ...surplus.map((one) => `${one} is too much`)];
}

/** Looks at each, a few at once; what a gateway refuses is a fault like any other. */
async function each<T>(all: readonly T[], look: (one: T, nth: number) => Promise<string[]>): Promise<string[]> {
  const faults: string[] = [];
  const left = all.entries();
  const work = async (): Promise<void> => {
    for (const [nth, one] of left) {
      faults.push(...(await look(one, nth).catch((error: unknown) => [String(error)])));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
}

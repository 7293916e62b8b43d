/** Lots of the example product, made up for the measurements: their serials, files and scans. */
import { z } from 'zod';
import { type Patience, until } from '../demo/gateway-request';
import type { Bench } from './bench-network';
import { repeat } from './timing';

/** The example product, whose prefix and item number these are. */
export const GTIN = '09521104012344';
export const EXPIRY = '2028-06-30';

/** Who asks for a lot at each member of the channel. */
const READERS = {
  manufacturer: 'release-officer',
  distributor: 'warehouse-clerk',
  pharmacy: 'pharmacist',
  hospital: 'hospital-pharmacist',
  regulator: 'inspector',
} as const;
export const MAKER = { at: 'manufacturer', as: READERS.manufacturer } as const;

/**
 * A lot that is not sealed by then never will be. Asked often enough to tell seconds, seldom enough not to be the load
 * that is measured.
 */
const OF_A_LOT: Patience = { withinMs: 120_000, everyMs: 200 };
/** Registrations under way at once, where many are wanted. */
const REGISTERED_AT_ONCE = 12;

const lotSchema = z.object({
  parts: z.array(z.object({ packs: z.int(), pages: z.int(), isSealed: z.boolean() })),
  secret: z.object({ held: z.boolean() }),
});
const jobSchema = z.object({ id: z.string(), state: z.string(), result: z.unknown().optional() });

/** A lot as its view shows it. */
export type LotView = z.infer<typeof lotSchema>;

/** The serial of a pack: each lot and part has its own. */
export function serialOf(lot: string, number: number, part = 0): string {
  return `${lot.replaceAll('-', '')}${String(part).padStart(2, '0')}${String(number).padStart(6, '0')}`;
}

/** What a scanner reads off a pack, with the separator (GS) after the lot. */
export function scanOf(lot: string, serial: string): string {
  return `01${GTIN}17280630` + `10${lot}\u001d21${serial}`;
}

/** A part's serials as the file that a maker uploads. */
export function serialFile(lot: string, packs: number, part = 0): string {
  let file = 'serial\n';
  for (let number = 0; number < packs; number += 1) file += `${serialOf(lot, number, part)}\n`;
  return file;
}

/** Uploads a part; resolves with the job's result when the maker's gateway has sealed it. */
export async function registerPart({ requests }: Bench, lot: string, file: string): Promise<unknown> {
  const path = `/v1/lots?gtin=${GTIN}&lot=${lot}&expiry=${EXPIRY}`;
  const { body: upload } = await requests.send(
    { ...MAKER, path, file: { content: file, type: 'text/csv' } },
    jobSchema,
  );
  const job = await until(
    `the end of the registration of ${lot}`,
    async () => (await requests.send({ ...MAKER, path: `/v1/jobs/${upload.id}` }, jobSchema)).body,
    ({ state }) => state === 'succeeded' || state === 'failed',
    OF_A_LOT,
  );
  if (job.state === 'failed') throw new Error(`the registration of ${lot} failed`);
  return job.result;
}

/** Registers lots of one part each, and waits until the pharmacy can verify the last of them. */
export async function registerLots(bench: Bench, lots: readonly string[], packs: number): Promise<void> {
  await repeat({ count: lots.length, inFlight: REGISTERED_AT_ONCE }, async (turn) => {
    const lot = lots[turn] ?? '';
    await registerPart(bench, lot, serialFile(lot, packs));
    if (turn > 0 && turn % 100 === 0) bench.say(`  ${turn} of ${lots.length} lots are registered`);
  });
  for (const lot of lots.slice(-REGISTERED_AT_ONCE)) {
    await untilLot(bench, 'pharmacy', lot, ({ parts, secret }) => secret.held && parts.every((part) => part.isSealed));
  }
}

/** Resolves when so many parts of a lot are sealed for every member's own peer. */
export async function sealedEverywhere(bench: Bench, lot: string, parts = 1): Promise<void> {
  const isSealed = (view: LotView): boolean => view.parts.filter((part) => part.isSealed).length >= parts;
  await Promise.all(Object.keys(READERS).map((member) => untilLot(bench, member as Member, lot, isSealed)));
}

type Member = keyof typeof READERS;

/** Asks a member's gateway for a lot until it is as awaited. */
export async function untilLot(
  { requests }: Bench,
  member: Member,
  lot: string,
  isThere: (lot: LotView) => boolean,
): Promise<void> {
  const request = { at: member, as: READERS[member], path: `/v1/lots/${GTIN}/${lot}` };
  const ask = (): Promise<LotView | undefined> =>
    requests.send(request, lotSchema).then(
      ({ body }) => body,
      (error: unknown) => {
        if (error instanceof Error && error.message.includes('LOT_NOT_FOUND')) return undefined;
        throw error;
      },
    );
  await until(
    `what is awaited of lot ${lot} at the ${member}`,
    ask,
    (view) => view !== undefined && isThere(view),
    OF_A_LOT,
  );
}

/**
 * The end of packings that the ledger refused for good: what they did is taken back there, batch by batch, then their packs
 * may be packed anew. Killed at any point it goes on from its last step, for the reason that it began for.
 */
import { LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller';
import type { RunningJob } from '../../jobs';
import { isForGood } from '../kept-refusal';
import type { PackingPageStore } from './packing-pages.store';
import type { PackingClient } from './packing.client';
import type { PackingStore } from './packings.store';
import { untilArrived } from './until-arrived';

/** What abandoning works with. */
export interface AbandoningParts {
  readonly packings: PackingStore;
  readonly pages: PackingPageStore;
  readonly client: PackingClient;
  readonly machine: Caller;
}

/** The job of these packings. */
type PackingsJob = RunningJob<{ readonly packings: readonly string[] }>;

const nothingSchema = z.null();
/** A batch that was taken back: how many there are, and the block; neither of a packing that was never opened. */
const batchSchema = z.strictObject({ batches: z.int(), block: z.string().optional() });

/**
 * Ends those packings of a job that are not closed.
 *
 * @param refusal why; it is kept before anything else, since the ledger refuses an abandoned packing because it is that
 * @throws LedgerError SERVICE_UNAVAILABLE while something of them cannot be taken back
 */
export async function abandonPackings(parts: AbandoningParts, job: PackingsJob, refusal: LedgerError): Promise<void> {
  const { packings } = parts;
  const ids = job.input.packings;
  await job.write('refusal', nothingSchema, async (transaction) => {
    await packings.noteRefusal(ids, refusal, transaction);
    return null;
  });
  for (const { id, state } of await packings.some(ids)) if (state !== 'closed') await abandon(parts, job, id);
  await job.write('refused', nothingSchema, async (transaction) => {
    await packings.refuse(ids, transaction);
    return null;
  });
}

async function abandon(parts: AbandoningParts, job: PackingsJob, packing: string): Promise<void> {
  let last: string | undefined;
  for (let batch = 0, batches = 1; batch < batches; batch += 1) {
    const name = `${packing}-abandon-${batch}`;
    const done = await job.step(name, batchSchema, () => takeBack(parts, { packing, batch }, job.reference(name)));
    ({ batches, block: last } = done);
  }
  // The next packing of these packs fills their pages from own data, which have them loose from here on.
  if (last === undefined) return;
  const block = BigInt(last);
  await untilArrived('the abandoned packing’s pages', () => parts.pages.haveArrived(block), job.signal);
}

async function takeBack(
  { client, machine }: AbandoningParts,
  command: { readonly packing: string; readonly batch: number },
  reference: string,
): Promise<z.infer<typeof batchSchema>> {
  try {
    const { blockNumber, event } = await client.abandonPacking(machine, command, reference);
    return { batches: event.batches, block: String(blockNumber) };
  } catch (error) {
    if (!isForGood(error)) throw error;
    // It was refused before it was opened: there is nothing to take back.
    if (error.code === 'PACKING_NOT_FOUND') return { batches: 0 };
    // Its packs are neither packed nor free until somebody mends this, such as a certificate that was revoked.
    throw new LedgerError('SERVICE_UNAVAILABLE', `a packing cannot be abandoned now: ${error.code}`);
  }
}

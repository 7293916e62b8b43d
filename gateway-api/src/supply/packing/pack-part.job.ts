/**
 * Brings packings to the ledger: list, claimed containers, packing pages, close; what the ledger refuses for good is
 * abandoned there. Killed at any point it goes on from its last step; a step that was done and not noted is done again,
 * which the contract answers as the first time.
 */
import { LedgerError } from '@theriac/domain/ledger';
import { batchesFor, claimsFor, packingIdSchema, pagesOfBatch } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import type { JobKind, JobResult, RunningJob } from '../../jobs';
import { isForGood, refusalOf } from '../kept-refusal';
import { abandonPackings } from './abandon-packings';
import { type PackingPlan, packedOver, planPacking, type PlanningParts } from './packing-plan';
import type { PackingClient } from './packing.client';
import type { PackingRow } from './packings.store';
import { untilArrived } from './until-arrived';

const inputSchema = z.strictObject({ packings: z.array(packingIdSchema).min(1) });
const transactionSchema = z.strictObject({ transactionId: z.string() });
const nothingSchema = z.null();

/** The job's input: packings of one command, each of another part. */
export type PackPartInput = z.infer<typeof inputSchema>;

/** The kind of job that packs. */
export type PackPartJob = JobKind<PackPartInput>;

/** What the job works with. */
export interface PackPartParts extends PlanningParts {
  readonly client: PackingClient;
  /** The gateway itself: it fills what a person opened, or takes it back. */
  readonly machine: Caller;
}

/** Makes the kind. */
export function packPartJob(parts: PackPartParts): PackPartJob {
  return {
    name: 'pack-part',
    input: inputSchema,
    unit: 'packs',
    visibleTo: ['administrator', 'release-officer'],
    run: (job) => pack(parts, job),
  };
}

async function pack(parts: PackPartParts, job: RunningJob<PackPartInput>): Promise<JobResult> {
  const rows = await parts.packings.some(job.input.packings);
  const [first] = rows;
  if (first === undefined || rows.length < job.input.packings.length)
    throw new LedgerError('BROKEN_STATE', 'a packing is not in the own data');
  // It was refused before, and the process died before the job knew.
  const refused = rows.find(({ refusal }) => refusal !== null)?.refusal;
  if (refused) return giveUp(parts, job, refusalOf(refused));
  const total = rows.reduce((sum, row) => sum + row.packs, 0);
  await job.progress(0, total);
  const results: object[] = [];
  let done = 0;
  for (const row of rows) {
    try {
      const packing = new PackingRun(parts, job, row, (packs) => job.progress(done + packs, total));
      results.push(await packing.run());
    } catch (error) {
      if (isForGood(error)) return giveUp(parts, job, error);
      throw error;
    }
    done += row.packs;
  }
  const query = new URLSearchParams({ gtin: first.gtin, lot: first.lot }).toString();
  return { location: `/v1/containers?${query}`, result: { packings: results } };
}

/** One packing of the job. */
class PackingRun {
  constructor(
    private readonly parts: PackPartParts,
    private readonly job: RunningJob<PackPartInput>,
    private readonly row: PackingRow,
    private readonly progress: (packs: number) => Promise<void>,
  ) {}

  async run(): Promise<object> {
    const { row, parts, job } = this;
    const { id: packing, registration, packs } = row;
    const plan = await planPacking(row, parts);
    const opened = await this.#open(plan);
    await this.#claim(plan);
    await this.#writePages(plan);
    const closed = await this.#step('close', transactionSchema, async (reference) => {
      const { transactionId } = await parts.client.closePacking(parts.machine, packing, reference);
      return { transactionId };
    });
    await job.write(`${packing}-closed`, nothingSchema, async (transaction) => {
      await parts.packings.close(packing, transaction);
      return null;
    });
    const transactions = { opened: opened.transactionId, closed: closed.transactionId };
    return { packing, registration, containers: plan.containers, packs, transactions };
  }

  /** As the person who asked for it, at that person's site. Nothing is opened that could not be packed. */
  #open({ list, pages }: PackingPlan): Promise<z.infer<typeof transactionSchema>> {
    const { row, parts, job } = this;
    return this.#step('open', transactionSchema, async (reference) => {
      await this.#packedOver([...pages.keys()], pages);
      const command = { packing: row.id, registration: row.registration };
      const { transactionId } = await parts.client.openPacking(job.caller, command, list, reference);
      return { transactionId };
    });
  }

  /** One batch after the other, as the contract has it. */
  async #claim(plan: PackingPlan): Promise<void> {
    const { client, machine } = this.parts;
    for (let batch = 0; batch < claimsFor(plan); batch += 1)
      await this.#step(`claim-${batch}`, nothingSchema, async (reference) => {
        await client.claimContainers(machine, { packing: this.row.id, batch }, reference);
        return null;
      });
  }

  async #writePages({ pages, partPages }: PackingPlan): Promise<void> {
    const touched = Array.from({ length: batchesFor(partPages) }, (_, batch) => ({
      batch,
      numbers: pagesOfBatch(batch, partPages).filter((number) => pages.has(number)),
    })).filter(({ numbers }) => numbers.length > 0);
    for (const [index, { batch, numbers }] of touched.entries()) {
      await this.#step(`pages-${batch}`, nothingSchema, async (reference) => {
        await this.#writeBatch(batch, numbers, pages, reference);
        return null;
      });
      await this.progress(Math.floor((this.row.packs * (index + 1)) / touched.length));
    }
  }

  /**
   * A page is written whole. What would move a pack is found here; so when the ledger refuses a page because it would, then
   * another packing of the part changed it, whose block has not arrived here yet: the page is filled anew.
   */
  async #writeBatch(
    batch: number,
    numbers: readonly number[],
    own: PackingPlan['pages'],
    reference: string,
  ): Promise<void> {
    const { client, machine } = this.parts;
    const command = { packing: this.row.id, batch };
    const isWritten = async (): Promise<boolean> => {
      const some = await this.#packedOver(numbers, own);
      try {
        await client.writePackingPages(machine, command, some, reference);
        return true;
      } catch (error) {
        if (!(error instanceof LedgerError && error.code === 'PACK_ALREADY_PACKED')) throw error;
        return false;
      }
    };
    await untilArrived('packing pages of the part', isWritten, this.job.signal);
  }

  async #packedOver(numbers: readonly number[], own: PackingPlan['pages']) {
    const stood = await this.parts.pages.entries(this.row.registration, numbers);
    return numbers.map((number) => packedOver(number, own.get(number) ?? new Uint8Array(), stood.get(number)));
  }

  #step<T>(name: string, schema: z.ZodType<T>, work: (reference: string) => Promise<T>): Promise<T> {
    const full = `${this.row.id}-${name}`;
    return this.job.step(full, schema, () => work(this.job.reference(full)));
  }
}

/** The ledger said no for good. */
async function giveUp(parts: PackPartParts, job: RunningJob<PackPartInput>, refusal: LedgerError): Promise<never> {
  await abandonPackings(parts, job, refusal);
  throw refusal;
}

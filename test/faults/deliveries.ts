/** Goods on their way while processes die: a lot in a case of its own, from its maker to the pharmacy's counter. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Sscc } from '@theriac/domain/gs1';
import { z } from 'zod';
import { caseOf } from '../../domain/src/supply/fixtures/packing.fixtures';
import { PLACE } from '../network/native-network.fixture';
import type { Book } from './book';
import { type Asking, type PatientUser, Violation } from './patient-user';
import { scanText } from './scans';

const PACKS = 6;
/** The others stay with the pharmacy, unsold. */
const SUPPLIED = 3;
const LOOK_MS = 200;
/** As long as a user waits for a job before calling it stuck. */
const JOB_PATIENCE_MS = 120_000;
const EXPIRY = '2030-06-30';
const OFFICER = { at: 'manufacturer', as: 'release-officer' } as const;
const PHARMACIST = { at: 'pharmacy', as: 'pharmacist' } as const;

const committedSchema = z.object({ transactionId: z.string() });
const shippedSchema = committedSchema.extend({ shipment: z.string() });
const jobSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'succeeded', 'failed']),
  result: z.looseObject({}).optional(),
  problem: z.unknown().optional(),
});

/** What a job says of its end. */
export type JobResult = Record<string, unknown>;

/** Delivers lots. */
export class Deliveries {
  constructor(
    private readonly user: PatientUser,
    private readonly book: Book,
    private readonly companyPrefix: string,
  ) {}

  /** One lot's whole way; each step is written down as it is acknowledged. */
  async deliver(gtin: string, nth: number): Promise<void> {
    const { user, book } = this;
    const lot = `D${this.companyPrefix}-${nth}`;
    const sscc = caseOf(nth, this.companyPrefix);
    const serials = Array.from({ length: PACKS }, (_, pack) => `${lot}.${pack}`);
    const path = `/v1/lots?${new URLSearchParams({ gtin, lot, expiry: EXPIRY }).toString()}`;
    await endOf(user, { ...OFFICER, path, csv: `serial\n${serials.join('\n')}\n`, key: `lot-${lot}` });
    const packing = { gtin, lot, containers: [{ sscc, serials }] };
    await endOf(user, { ...OFFICER, path: '/v1/packings', body: packing, key: `pack-${sscc}` });
    const shipment = await this.#ship(sscc);
    await this.#byPharmacist(`/v1/shipments/${shipment}/receive`, {}, `receive-${sscc}`, 'SHIPMENT_NOT_FOUND');
    // What lies in a case is supplied out of it.
    await this.#byPharmacist(`/v1/containers/${sscc}/open`, undefined, `open-${sscc}`, 'NOT_HOLDER');
    const supplied = serials.slice(0, SUPPLIED);
    for (const serial of supplied)
      await this.#byPharmacist(
        '/v1/packs/supply',
        { scan: scanText({ gtin, lot }, serial) },
        `supply-${serial}`,
        'NOT_HOLDER',
      );
    book.deliveries.push({ gtin, lot, sscc, supplied, left: serials.slice(SUPPLIED) });
  }

  async #ship(sscc: Sscc): Promise<string> {
    const site = PLACE.topology.organisations.find(({ name }) => name === PHARMACIST.at)?.sites[0]?.gln;
    const body = { containers: [sscc], to: { site } };
    const asking = { ...OFFICER, path: '/v1/shipments', body, key: `ship-${sscc}` };
    const { shipment, transactionId } = await this.user.ask(asking, shippedSchema);
    this.book.addMovement(`shipped ${sscc}`, transactionId);
    return shipment;
  }

  /** @param unlessArrived what is said while the step before has not arrived at the pharmacy's peers */
  async #byPharmacist(path: string, body: object | undefined, key: string, unlessArrived: string): Promise<void> {
    const asking = { ...PHARMACIST, path, method: 'POST' as const, body, key, unlessArrived };
    const { transactionId } = await this.user.ask(asking, committedSchema);
    this.book.addMovement(key, transactionId);
  }
}

/**
 * The result of a job that a request starts.
 *
 * @throws Violation when it fails, or does not end
 */
export async function endOf(user: PatientUser, asking: Asking): Promise<JobResult> {
  const what = asking.key ?? asking.path;
  const { id } = await user.ask(asking, jobSchema);
  const end = Date.now() + JOB_PATIENCE_MS;
  for (;;) {
    const job = await user.ask({ at: asking.at, as: asking.as, path: `/v1/jobs/${id}` }, jobSchema);
    if (job.state === 'failed') throw new Violation(`the job ${what} failed: ${JSON.stringify(job.problem)}`);
    if (job.state === 'succeeded' && job.result !== undefined) return job.result;
    if (Date.now() > end) throw new Violation(`the job ${id} of ${what} is stuck: ${JSON.stringify(job)}`);
    await pause(LOOK_MS);
  }
}

/** Takes a capture's events up: each lot that it commissions becomes a part, all others wait for their turn on the ledger. */
import type { Gtin, Serial } from '@theriac/domain/gs1';
import { ERROR_CODES, LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Transaction } from '../database';
import type { JobKind, JobResult, RunningJob } from '../jobs';
import type { RegistrationBeginner } from '../supply/registration/begin-registration';
import type { RegistrationStore } from '../supply/registration/registrations.store';
import type { SupplyChannel } from '../supply/supply-channel';
import type { ExceptionStore } from '../exceptions/exceptions.store';
import type { WaitingEvents } from './apply/waiting-events';
import type { CapturedEventStore } from './captured-events.store';
import { type CapturePlan, CapturePlanner, type EventPacks, type PlannedLot } from './plan-capture';

const inputSchema = z.strictObject({ capture: z.string() });
const resultSchema = z.strictObject({ applied: z.int(), notApplied: z.int(), parts: z.int(), begun: z.int() });

/** The kind of job that applies a capture. */
export type CaptureJob = JobKind<z.infer<typeof inputSchema>>;

/** What the job works with. */
export interface CaptureJobParts {
  readonly channel: SupplyChannel;
  readonly events: CapturedEventStore;
  readonly registrations: RegistrationStore;
  /** Known only once jobs can be started. */
  readonly beginner: () => RegistrationBeginner;
  readonly exceptions: ExceptionStore;
  readonly waiting: WaitingEvents;
}

/** Makes the kind. */
export function captureJob(parts: CaptureJobParts): CaptureJob {
  return {
    name: 'epcis-capture',
    input: inputSchema,
    unit: 'events',
    visibleTo: ['administrator', 'release-officer'],
    run: (job) => applyCapture(parts, job),
  };
}

async function applyCapture(parts: CaptureJobParts, job: RunningJob<{ capture: string }>): Promise<JobResult> {
  const { capture } = job.input;
  const location = `/epcis/capture/${capture}`;
  const plan = await planOf(parts, job);
  if (plan.events.size + plan.reasons.size + plan.others.size === 0) return { location };
  const refused = await refusedLots(parts, job, plan);
  const result = await job.write('apply', resultSchema, (transaction) =>
    new Application(parts, job, plan, refused, transaction).run(),
  );
  parts.beginner().nudge();
  return { location, result };
}

async function planOf({ events }: CaptureJobParts, job: RunningJob<{ capture: string }>): Promise<CapturePlan> {
  const planner = new CapturePlanner();
  const open = await events.open(job.input.capture);
  let done = 0;
  for (const { number, position } of open) {
    const event = await events.body(number);
    await planner.add(number, position, event);
    done += 1;
    if (done % 500 === 0) await job.progress(done, open.length);
  }
  await job.progress(open.length, open.length);
  return planner.plan();
}

/** Lots that the ledger would refuse a part for, with the reason. */
async function refusedLots(
  { channel, beginner }: CaptureJobParts,
  { caller }: RunningJob<unknown>,
  { lots }: CapturePlan,
): Promise<Map<string, string>> {
  if (lots.size === 0) return new Map();
  await beginner().requireWholeIndex([...lots.values()].map(({ gtin }) => gtin));
  const refused = new Map<string, string>();
  for (const lot of lots.values()) {
    const reason = await reasonOf(async () => {
      channel.authorise(caller, 'RegisterPart');
      await beginner().requireOpenLot(caller, lot);
    });
    if (reason !== undefined) refused.set(lot.key, reason);
  }
  return refused;
}

/** One application of a plan, in one database transaction. */
class Application {
  readonly #reasons = new Map<number, string>();

  constructor(
    private readonly parts: CaptureJobParts,
    private readonly job: RunningJob<{ capture: string }>,
    private readonly plan: CapturePlan,
    private readonly refused: Map<string, string>,
    private readonly transaction: Transaction,
  ) {}

  async run(): Promise<z.infer<typeof resultSchema>> {
    const { plan, parts, transaction } = this;
    const beginner = parts.beginner();
    const gtins = [...plan.lots.values()].map(({ gtin }) => gtin);
    await beginner.lock(gtins, transaction);
    // Locked after the products, as every capture does: what another one applied meanwhile is left alone.
    const numbers = [...plan.events.keys(), ...plan.reasons.keys(), ...plan.others.keys()];
    const open = await parts.events.lockOpen(numbers, transaction);
    for (const [number, reason] of plan.reasons) if (open.has(number)) this.#reasons.set(number, reason);
    for (const lot of plan.lots.values()) await this.#refuseOtherExpiry(beginner, lot);
    const appliable = new Map<number, readonly EventPacks[]>();
    for (const [number, packs] of plan.events) {
      if (!open.has(number)) continue;
      const reason = await this.#reasonAgainst(packs);
      if (reason === undefined) appliable.set(number, packs);
      else this.#reasons.set(number, reason);
    }
    const begun = await this.#beginParts(beginner, appliable);
    for (const [number, packs] of appliable) {
      const ids = packs.map(({ lot }) => begun.get(lot.key) ?? '');
      await parts.events.apply(number, ids, transaction);
      await parts.exceptions.closeOf(number, new Date(), transaction);
    }
    await parts.events.refuse(this.#reasons, transaction);
    for (const [event, reason] of this.#reasons)
      await parts.exceptions.open({ kind: 'not-applied', reason, event }, transaction);
    const others = new Map([...plan.others].filter(([number]) => open.has(number)));
    await parts.waiting.begin(others, this.job, transaction);
    if (begun.size > 0) await parts.waiting.wakePackings(transaction);
    return { applied: appliable.size, notApplied: this.#reasons.size, parts: begun.size, begun: others.size };
  }

  /** A lot that is being registered with another expiry is not on the ledger yet, but will be. */
  async #refuseOtherExpiry(beginner: RegistrationBeginner, lot: PlannedLot): Promise<void> {
    const reason = await reasonOf(() => beginner.requireSameExpiry(lot, this.transaction));
    if (reason !== undefined) this.refused.set(lot.key, reason);
  }

  /** An event is applied whole or not at all. */
  async #reasonAgainst(packs: readonly EventPacks[]): Promise<string | undefined> {
    for (const { lot, serials } of packs) {
      const reason = this.refused.get(lot.key);
      if (reason !== undefined) return reason;
      const known = await this.#firstRegistered(lot.gtin, serials);
      if (known !== undefined) return `names a pack that is registered already, the ${known + 1}. of its lot`;
    }
    return undefined;
  }

  async #firstRegistered(gtin: Gtin, serials: readonly Serial[]): Promise<number | undefined> {
    const known = await this.parts.registrations.registered(gtin, serials, 1, this.transaction);
    const position = serials.findIndex((serial) => known.has(serial));
    return position < 0 ? undefined : position;
  }

  /** One part for each lot, with the packs of every event that is applied. */
  async #beginParts(
    beginner: RegistrationBeginner,
    appliable: ReadonlyMap<number, readonly EventPacks[]>,
  ): Promise<Map<string, string>> {
    const serials = new Map<string, Serial[]>();
    for (const { lot, serials: more } of [...appliable.values()].flat()) {
      const all = serials.get(lot.key) ?? [];
      for (const serial of more) all.push(serial);
      serials.set(lot.key, all);
    }
    const begun = new Map<string, string>();
    const { capture } = this.job.input;
    for (const [key, all] of serials) {
      const lot = this.plan.lots.get(key);
      if (lot === undefined) continue;
      const { gtin, lot: number, expiry } = lot;
      const secretTo = this.parts.channel.receiversOf(undefined);
      const reference = this.job.reference(`part ${key}`);
      const part = { gtin, lot: number, expiry, serials: all, secretTo, reference, capture };
      const { registration } = await beginner.begin(this.job.caller, part, this.transaction);
      begun.set(key, registration);
    }
    return begun;
  }
}

/** Why something is refused for good; what may pass is thrown on, and tried again. */
async function reasonOf(attempt: () => Promise<void>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (!(error instanceof LedgerError) || ERROR_CODES[error.code].retryable || error.row.kind === 'broken')
      throw error;
    return `${error.code}: ${error.detail}`;
  }
}

/**
 * Brings a part to the ledger: manifest, pages, seal; then the lot's secret is owed to those who verify.
 * Killed at any point it goes on from its last step; a step that was done and not noted is done again, which the
 * contract answers as the first time.
 */
import { LedgerError, toHex } from '@theriac/domain/ledger';
import { batchesFor, pagesOfBatch, registrationSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller/caller';
import type { Transaction } from '../../database';
import type { JobKind, JobResult, RunningJob } from '../../jobs';
import type { OutboxStore } from '../../outbox';
import { isForGood, refusalOf } from '../kept-refusal';
import { LOT_SECRET_MESSAGE } from '../lot-secrets/lot-secret.message';
import type { LotSecretStore } from '../lot-secrets/lot-secrets.store';
import type { SupplyClient } from '../supply.client';
import { type PartPages, pagesOf } from './part-pages';
import type { RegistrationRow, RegistrationStore } from './registrations.store';

/** Batches on their way at once: more made no difference on five peers. */
const IN_FLIGHT = 5;

const inputSchema = z.strictObject({ registration: registrationSchema });
const transactionSchema = z.strictObject({ transactionId: z.string() });
const nothingSchema = z.null();

/** The job's input. */
export type RegisterPartInput = z.infer<typeof inputSchema>;

/** The kind of job that registers a part. */
export type RegisterPartJob = JobKind<RegisterPartInput>;

/** What the job works with. */
export interface RegisterPartParts {
  readonly supply: SupplyClient;
  readonly registrations: RegistrationStore;
  readonly secrets: LotSecretStore;
  readonly outbox: Pick<OutboxStore, 'owe'>;
  /** The gateway itself: it writes and seals what a person opened. */
  readonly machine: Caller;
}

/** Makes the kind. */
export function registerPartJob(parts: RegisterPartParts): RegisterPartJob {
  return {
    name: 'register-part',
    input: inputSchema,
    unit: 'packs',
    visibleTo: ['administrator', 'release-officer'],
    run: (job) => registerPart(parts, job),
  };
}

async function registerPart(parts: RegisterPartParts, job: RunningJob<RegisterPartInput>): Promise<JobResult> {
  const { registrations, secrets } = parts;
  const row = await registrations.find(job.input.registration);
  if (row === undefined) throw new LedgerError('BROKEN_STATE', 'the registration is not in the own data');
  // Ended before, and the process died before the job knew.
  if (row.state === 'refused' && row.refusal !== null) throw refusalOf(row.refusal);
  await job.progress(0, row.packs);
  const part = await pagesOf(row, registrations, secrets);
  try {
    const registered = await openPart(parts, job, row, part);
    await writeBatches(parts, job, row, part);
    const sealed = await job.step('seal', transactionSchema, async () => {
      const { transactionId } = await parts.supply.sealPart(parts.machine, row.id, job.reference('seal'));
      return { transactionId };
    });
    await job.write('sealed', nothingSchema, (transaction) => noteSealed(parts, row, transaction));
    return {
      location: `/v1/lots/${row.gtin}/${encodeURIComponent(row.lot)}`,
      result: {
        registration: row.id,
        packs: row.packs,
        transactions: { registered: registered.transactionId, sealed: sealed.transactionId },
      },
    };
  } catch (error) {
    if (isForGood(error)) await giveUp(parts, job, row, error);
    throw error;
  }
}

/** As the person who asked for it: the ledger's record of who answers for the lot. */
function openPart(
  { supply }: RegisterPartParts,
  job: RunningJob<RegisterPartInput>,
  { id, gtin, lot, expiry }: RegistrationRow,
  { secretCommitment, manifest }: PartPages,
): Promise<z.infer<typeof transactionSchema>> {
  return job.step('register', transactionSchema, async () => {
    const command = { registration: id, gtin, lot, expiry, secretCommitment, manifest };
    const { transactionId } = await supply.registerPart(job.caller, command, job.reference('register'));
    return { transactionId };
  });
}

async function writeBatches(
  { supply, machine }: RegisterPartParts,
  job: RunningJob<RegisterPartInput>,
  { id, packs }: RegistrationRow,
  { pages, manifest }: PartPages,
): Promise<void> {
  const batches = Array.from({ length: batchesFor(pages.length) }, (_, batch) => batch).values();
  let written = 0;
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (const batch of batches) {
      if (hasFailed) return;
      const numbers = pagesOfBatch(batch, pages.length);
      await job.step(`pages-${batch}`, nothingSchema, async () => {
        const some = numbers.map((number) => ({ number, bytes: pages[number] ?? new Uint8Array() }));
        await supply.writePages(machine, { registration: id, batch }, some, job.reference(`pages-${batch}`));
        return null;
      });
      written += numbers.reduce((sum, number) => sum + (manifest[number]?.count ?? 0), 0);
      await job.progress(written, packs);
    }
  };
  // All of them come to an end before an error goes on: nothing of this job may run beside its next attempt.
  const ended = await Promise.allSettled(
    Array.from({ length: IN_FLIGHT }, () =>
      work().catch((error: unknown) => {
        hasFailed = true;
        throw error;
      }),
    ),
  );
  const failures = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (failures.length > 0) throw failures.find(isForGood) ?? failures[0];
}

async function noteSealed(
  { registrations, secrets, outbox }: RegisterPartParts,
  row: RegistrationRow,
  transaction: Transaction,
): Promise<null> {
  await registrations.seal(row.id, transaction);
  const held = await secrets.find(row, transaction);
  if (held === undefined) throw new LedgerError('BROKEN_STATE', 'a registration stands without its lot’s secret');
  const body = { gtin: row.gtin, lot: row.lot, secret: toHex(held.secret) };
  for (const receiver of row.secretTo) {
    const isFirst = await secrets.isFirstOwed(row, receiver, transaction);
    if (isFirst) await outbox.owe(receiver, LOT_SECRET_MESSAGE, body, transaction);
  }
  return null;
}

/** The ledger said no for good: what was opened is abandoned, and the packs leave the index. */
async function giveUp(
  { supply, registrations, machine }: RegisterPartParts,
  job: RunningJob<RegisterPartInput>,
  row: RegistrationRow,
  refusal: LedgerError,
): Promise<void> {
  await job.step('abandon', nothingSchema, async () => {
    try {
      await supply.abandonPart(machine, row.id, job.reference('abandon'));
    } catch (error) {
      // It was refused before it was opened: there is nothing to abandon.
      if (!(error instanceof LedgerError && error.code === 'PART_NOT_FOUND')) throw error;
    }
    return null;
  });
  await job.write('refused', nothingSchema, async (transaction) => {
    await registrations.refuse(row.id, refusal, transaction);
    return null;
  });
}

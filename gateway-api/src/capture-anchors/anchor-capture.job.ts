/**
 * Makes a capture known: its events' bodies are owed to those whom they concern, and its root is anchored. Started in the
 * transaction that keeps the events, so that no death of the gateway comes between; each step is such that twice is once.
 */
import { z } from 'zod';
import type { Caller } from '../caller';
import type { Database } from '../database';
import type { OwedBodies } from '../event-bodies/owed-bodies';
import type { JobKind, JobResult, RunningJob } from '../jobs';
import type { CaptureAnchorClient } from './capture-anchor.client';
import { CaptureTree } from './capture-tree';

const inputSchema = z.strictObject({ capture: z.string() });
const owedSchema = z.strictObject({ messages: z.int() });
const anchoredSchema = z.strictObject({ transactionId: z.string() });

/** The kind of job that anchors a capture. */
export type AnchorCaptureJob = JobKind<z.infer<typeof inputSchema>>;

/** What the job works with. */
export interface AnchorCaptureParts {
  readonly db: Database;
  readonly client: CaptureAnchorClient;
  readonly bodies: OwedBodies;
  readonly captureSecret: Uint8Array;
  /** The gateway itself: whoever captured, the organisation anchors. */
  readonly machine: Caller;
}

/** Makes the kind. */
export function anchorCaptureJob(parts: AnchorCaptureParts): AnchorCaptureJob {
  return {
    name: 'anchor-capture',
    input: inputSchema,
    unit: 'events',
    visibleTo: ['administrator', 'release-officer', 'warehouse-clerk', 'pharmacist', 'inspector'],
    run: (job) => anchorOne(parts, job),
  };
}

async function anchorOne(
  { db, client, bodies, captureSecret, machine }: AnchorCaptureParts,
  job: RunningJob<{ capture: string }>,
): Promise<JobResult> {
  const { capture } = job.input;
  const location = `/v1/captures/${capture}/anchor`;
  const tree = await CaptureTree.read(db, capture, captureSecret);
  // None was valid, or all were rolled back.
  if (tree.events.length === 0) return { location };
  // First, since it waits for nobody: a receiver looks for the anchor until it comes.
  const { messages } = await job.write('owe', owedSchema, (transaction) => bodies.owe(tree, transaction));
  const { transactionId } = await job.step('anchor', anchoredSchema, async () => {
    const committed = await client.anchorCapture(machine, tree.anchor, job.reference('anchor'));
    return { transactionId: committed.transactionId };
  });
  return { location, result: { messages, transactionId } };
}

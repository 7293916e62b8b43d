/** A capture's anchor on the ledger, and the proof of each of its events, for those who captured it. */
import { invalidInput, LedgerError } from '@theriac/domain/ledger';
import { anchorCaptureSchema, captureIdSchema, eventProofSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../caller';
import type { Database } from '../database';
import { route, type Route } from '../http/route';
import { findAnchor } from './capture-anchors.store';
import { CaptureTree } from './capture-tree';

/** What the routes need. */
export interface CaptureAnchorRouteParts {
  readonly db: Database;
  readonly captureSecret: Uint8Array;
  /** The own organisation's name. */
  readonly self: string;
  readonly guard: (caller: Caller) => void;
}

const standingSchema = z.strictObject({
  at: z.iso.datetime(),
  transactionId: z.string(),
  blockNumber: z.string(),
});

const anchorViewSchema = z.strictObject({
  organisation: z.string(),
  ...anchorCaptureSchema.shape,
  /** Where it stands on the ledger; missing until the block was read. */
  anchored: standingSchema.optional(),
});

const proofViewSchema = z.strictObject({ proof: eventProofSchema, anchor: anchorViewSchema });

const params = z.strictObject({ id: captureIdSchema });

/** The routes of anchors. */
export function captureAnchorRoutes({ db, captureSecret, self, guard }: CaptureAnchorRouteParts): Route[] {
  const treeOf = async (capture: string): Promise<CaptureTree> => {
    const tree = await CaptureTree.read(db, capture, captureSecret);
    if (tree.events.length > 0) return tree;
    throw new LedgerError('CAPTURE_NOT_FOUND', 'there is no capture with this id that holds events');
  };
  const anchorOf = async ({ anchor }: CaptureTree): Promise<z.infer<typeof anchorViewSchema>> => {
    const row = await findAnchor(db, self, anchor.capture);
    if (row === undefined) return { organisation: self, ...anchor };
    const { at, transactionId, blockNumber } = row;
    return { organisation: self, ...anchor, anchored: { at, transactionId, blockNumber: String(blockNumber) } };
  };
  const common = { method: 'get', tag: 'EPCIS', guard, params } as const;
  return [
    route(
      {
        ...{ ...common, path: '/v1/captures/{id}/anchor', summary: 'The root over a capture’s events' },
        answers: { 200: { description: 'The root, and where it stands', schema: anchorViewSchema } },
      },
      async ({ params: { id } }) => ({ status: 200, body: await anchorOf(await treeOf(id)) }),
    ),
    route(
      {
        ...{ ...common, path: '/v1/captures/{id}/proof' },
        summary: 'What shows, to whoever has its body, that an event is one of a capture',
        query: z.strictObject({
          event: z.string().regex(/^[1-9]\d{0,14}$/, 'must be the id that /v1/captured-events gives the event'),
        }),
        answers: { 200: { description: 'The event’s key and path, and the root', schema: proofViewSchema } },
      },
      async ({ params: { id }, query: { event } }) => {
        const tree = await treeOf(id);
        const proof = tree.proofOf(Number(event));
        if (proof === undefined) throw invalidInput([{ field: 'event', rule: 'must be an event of this capture' }]);
        return { status: 200, body: { proof, anchor: await anchorOf(tree) } };
      },
    ),
  ];
}

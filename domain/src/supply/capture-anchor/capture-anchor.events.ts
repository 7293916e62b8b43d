/** What is told of anchors. */
import type { z } from 'zod';
import { eventSchema } from '../../ledger';
import { captureAnchorSchema } from './capture-anchor.schema';

const { changedAt: _changed, ...anchor } = captureAnchorSchema.shape;

/** An organisation fixed what it captured in one document. */
export const captureAnchoredSchema = eventSchema('CaptureAnchored', anchor);
export type CaptureAnchored = z.infer<typeof captureAnchoredSchema>;

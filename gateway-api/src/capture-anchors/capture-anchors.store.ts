/** Finds anchors that the own peer's blocks hold. */
import { and, eq } from 'drizzle-orm';
import type { Executor } from '../database';
import { captureAnchors } from './capture-anchors.table';

/** An anchor, and where it stands. */
export type AnchorRow = typeof captureAnchors.$inferSelect;

/** The anchor of an organisation's capture, once its block was read here. */
export async function findAnchor(db: Executor, organisation: string, capture: string): Promise<AnchorRow | undefined> {
  const isIt = and(eq(captureAnchors.organisation, organisation), eq(captureAnchors.capture, capture));
  const [row] = await db.select().from(captureAnchors).where(isIt);
  return row;
}

/** What this organisation remembers of recalls and of what sites say to them, rebuilt from blocks at will. */
import { readState, type StateShape } from '@theriac/domain/ledger';
import { type Recall, type RecallReport, recallReportShape, recallShape, textInForce } from '@theriac/domain/supply';
import { type Projection, projection, type ProjectionContext, type WriteHandler } from '../../projections';
import { SUPPLY_CHANNEL } from '../supply-channel';
import { shownText } from './recall.views';
import { recallReports, recalls } from './recalls.table';

/** Reads the states of recalls and reports as they are written: each write is the whole state. */
export const recallsProjection: Projection = projection('recalls', {
  version: 1,
  channels: [SUPPLY_CHANNEL],
  tables: [recalls, recallReports],
  writes: {
    [recallShape.objectType]: ofState(recallShape, keepRecall),
    [recallReportShape.objectType]: ofState(recallReportShape, keepReport),
  },
});

function ofState<State>(
  shape: StateShape<State>,
  handle: (state: State, context: ProjectionContext) => Promise<void>,
): WriteHandler {
  return async ({ value }, context) => {
    // No contract deletes one.
    if (value !== undefined) await handle(readState(shape, Buffer.from(value).toString('utf8')), context);
  };
}

async function keepRecall(state: Recall, { upsert, transaction }: ProjectionContext): Promise<void> {
  const { recall, gtin, kind, market, lots, organisation, authority, changedAt } = state;
  const [first] = state.texts;
  const inForce = textInForce(state);
  const text = inForce ?? first;
  // The schema lets no recall be without a text.
  if (first === undefined || text === undefined) return;
  await upsert(recalls, recalls.recall, {
    ...{ recall, gtin, kind, market, lots, organisation, authority, changedAt },
    ...{ state: state.state, shown: shownText(text), depth: text.depth, inForce: inForce?.digest ?? null },
    ...{ proposedAt: first.proposed.at, transactionId: transaction.transactionId },
  });
}

function keepReport(state: RecallReport, { upsert, transaction }: ProjectionContext): Promise<void> {
  const { recall, organisation, site, acknowledged, counts } = state;
  return upsert(recallReports, [recallReports.recall, recallReports.organisation, recallReports.site], {
    ...{ recall, organisation, site },
    ...{ acknowledged: acknowledged?.digest ?? null, acknowledgedAt: acknowledged?.at ?? null },
    ...{ counts: counts ?? null, transactionId: transaction.transactionId },
  });
}

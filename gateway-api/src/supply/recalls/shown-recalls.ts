/** A recall as a person is shown it: from the ledger as it is now, with what this gateway knows of packs and reports. */
import { type Recall, type RecallText, textInForce, textToConfirm } from '@theriac/domain/supply';
import type { Caller } from '../../caller';
import { type RecallView, shownText } from './recall.views';
import type { RecallClient } from './recalls.client';
import type { RecallReportRow, RecallStore } from './recalls.store';
import type { FindSupplied, StoppedPacks } from './stopped-packs';

/** What showing a recall needs. */
export interface ShownRecallParts {
  readonly client: RecallClient;
  readonly store: RecallStore;
  readonly packs: StoppedPacks;
  /** Where the organisation supplies packs. */
  readonly findSupplied: FindSupplied | undefined;
}

/** Shows recalls. */
export class ShownRecalls {
  constructor(private readonly parts: ShownRecallParts) {}

  /**
   * All that a second person must be shown, and more.
   *
   * @throws LedgerError RECALL_NOT_FOUND
   */
  async show(caller: Caller, id: string): Promise<RecallView> {
    const { client, store, packs, findSupplied } = this.parts;
    const recall = await client.read(caller, id);
    const stopped = { gtin: recall.gtin, lots: recall.lots.map(({ lot }) => lot) };
    const [known, registered, holders, reports, supplied] = await Promise.all([
      store.transactionOf(id),
      packs.registered(stopped),
      packs.holdersOf(stopped),
      store.reportsOf(id),
      findSupplied?.(stopped),
    ]);
    return {
      ...viewOf(recall, caller),
      ...(known?.changedAt === recall.changedAt && { transactionId: known.transactionId }),
      ...{ registered, holders, reports: reports.map((row) => reportView(row, recall)) },
      ...(supplied && { supplied: [...supplied] }),
    };
  }
}

function viewOf(state: Recall, { person }: Caller) {
  const { recall, gtin, kind, market, lots, organisation, authority, changedAt, lifted } = state;
  const [inForce, toConfirm] = [textInForce(state), textToConfirm(state)];
  return {
    ...{ recall, gtin, kind, market, lots, organisation, authority, state: state.state },
    ...(inForce && { inForce: datedText(inForce) }),
    ...(toConfirm && { toConfirm: { ...datedText(toConfirm), isOwn: toConfirm.proposed.by === person } }),
    superseded: state.texts.filter((text) => text.confirmed !== undefined && text !== inForce).map(datedText),
    ...(lifted && { liftedAt: lifted.at }),
    changedAt,
  };
}

function datedText(text: RecallText) {
  const { proposed, confirmed } = text;
  return { ...shownText(text), proposedAt: proposed.at, ...(confirmed && { confirmedAt: confirmed.at }) };
}

function reportView(row: RecallReportRow, recall: Recall): RecallView['reports'][number] {
  const { organisation, site, acknowledged, acknowledgedAt, counts, transactionId } = row;
  return {
    ...{ organisation, site, transactionId },
    acknowledged: acknowledged !== null && acknowledged === textInForce(recall)?.digest,
    ...(acknowledgedAt !== null && { acknowledgedAt }),
    ...(counts !== null && { counts }),
  };
}

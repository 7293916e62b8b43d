/** The façade of what the contract `DrugSupply` does about recalls: the only file that knows these transactions' names. */
import {
  type AcknowledgeRecall,
  type ConfirmRecall,
  type CorrectRecall,
  type ProposeRecall,
  type Recall,
  type RecallAcknowledged,
  recallAcknowledgedSchema,
  type RecallConfirmed,
  recallConfirmedSchema,
  type RecallCorrected,
  recallCorrectedSchema,
  type RecallCorrectionProposed,
  recallCorrectionProposedSchema,
  type RecallLifted,
  recallLiftedSchema,
  type RecallProposed,
  recallProposedSchema,
  type RecallReported,
  recallReportedSchema,
  recallSchema,
  type ReportRecall,
} from '@theriac/domain/supply';
import { z } from 'zod';
import type { Caller } from '../../caller';
import type { ChannelLedger, Committed } from '../../ledger/channel-ledger';
import { SUPPLY_CONTRACT } from '../supply.client';

const confirmedSchema = z.discriminatedUnion('type', [recallConfirmedSchema, recallCorrectedSchema]);

/** What the contract does about recalls; errors and `reference` as `SupplyClient` says. */
export class RecallClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** Stops lots or a product at once. @throws LedgerError PRODUCT_NOT_OWNED, LOT_NOT_FOUND, LOT_ALREADY_STOPPED */
  propose(caller: Caller, command: ProposeRecall, reference: string): Promise<Committed<RecallProposed>> {
    const transaction = `${SUPPLY_CONTRACT}:ProposeRecall`;
    return this.ledger.submit(caller, transaction, command, recallProposedSchema, { reference });
  }

  /** Takes a proposal back. @throws LedgerError RECALL_NOT_OWNED, RECALL_CONFIRMED */
  lift(caller: Caller, recall: string, reference: string): Promise<Committed<RecallLifted>> {
    const transaction = `${SUPPLY_CONTRACT}:LiftRecall`;
    return this.ledger.submit(caller, transaction, { recall }, recallLiftedSchema, { reference });
  }

  /** A second person's word, for ever. @throws LedgerError SECOND_PERSON_NEEDED, RECALL_SHOWN_OTHERWISE */
  confirm(
    caller: Caller,
    command: ConfirmRecall,
    reference: string,
  ): Promise<Committed<RecallConfirmed | RecallCorrected>> {
    return this.ledger.submit(caller, `${SUPPLY_CONTRACT}:ConfirmRecall`, command, confirmedSchema, { reference });
  }

  /** Proposes another text. @throws LedgerError RECALL_NOT_OWNED, RECALL_NOT_CONFIRMED */
  correct(caller: Caller, command: CorrectRecall, reference: string): Promise<Committed<RecallCorrectionProposed>> {
    const transaction = `${SUPPLY_CONTRACT}:CorrectRecall`;
    return this.ledger.submit(caller, transaction, command, recallCorrectionProposedSchema, { reference });
  }

  /** The caller's site has read the text in force. @throws LedgerError RECALL_NOT_CONFIRMED, RECALL_SHOWN_OTHERWISE */
  acknowledge(caller: Caller, command: AcknowledgeRecall, reference: string): Promise<Committed<RecallAcknowledged>> {
    const transaction = `${SUPPLY_CONTRACT}:AcknowledgeRecall`;
    return this.ledger.submit(caller, transaction, command, recallAcknowledgedSchema, { reference });
  }

  /** What became of the packs at the caller's site. @throws LedgerError SITE_MISSING */
  report(caller: Caller, command: ReportRecall, reference: string): Promise<Committed<RecallReported>> {
    const transaction = `${SUPPLY_CONTRACT}:ReportRecall`;
    return this.ledger.submit(caller, transaction, command, recallReportedSchema, { reference });
  }

  /** @throws LedgerError RECALL_NOT_FOUND */
  read(caller: Caller, recall: string): Promise<Recall> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadRecall`, { recall }, recallSchema);
  }
}

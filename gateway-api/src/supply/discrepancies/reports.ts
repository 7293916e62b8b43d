/** Reports discrepancies: of a container by its SSCC, or of a pack as it was scanned. */
import type { Sscc } from '@theriac/domain/gs1';
import type { DiscrepancyKind, DiscrepancyReported, Goods, Suspected } from '@theriac/domain/supply';
import type { Alerts } from '../../alerts';
import type { Caller } from '../../caller';
import type { Committed } from '../../ledger';
import { idOfCommand } from '../command-id';
import { suspected } from '../verification/judgement';
import type { PackNames } from '../verification/pack-names';
import type { DiscrepancyClient } from './discrepancy.client';

/** What is not as it was sent: exactly one of the two. */
export interface NamedGoods {
  readonly sscc?: Sscc | undefined;
  readonly scan?: string | undefined;
}

/** What is wrong with what. */
export interface Report extends NamedGoods {
  readonly kind: DiscrepancyKind;
  readonly shipment?: string;
}

/** What came of a report. */
export interface ReportedDiscrepancy {
  readonly committed: Committed<DiscrepancyReported>;
  /** Raised when the ledger knew otherwise. */
  readonly alert: string | undefined;
}

/** What reporting needs. */
export interface ReportParts {
  readonly client: DiscrepancyClient;
  readonly names: PackNames;
  readonly alerts: Pick<Alerts, 'raise'>;
  readonly regulators: readonly string[];
}

/** Reports discrepancies. */
export class DiscrepancyReports {
  constructor(private readonly parts: ReportParts) {}

  /**
   * The same request again is the same discrepancy. Where the ledger knew otherwise, both parties and the regulator get an
   * alert.
   *
   * @throws LedgerError INVALID_INPUT naming the scan; LOT_NOT_FOUND; MEMBER_UNAVAILABLE; the contract's refusals
   */
  async report(caller: Caller, { kind, shipment, ...named }: Report, reference: string): Promise<ReportedDiscrepancy> {
    const { about, suspect } = await this.#goods(named);
    const command = { discrepancy: idOfCommand(reference), kind, about, ...(shipment !== undefined && { shipment }) };
    const committed = await this.parts.client.report(caller, command, reference);
    const { flags, counterparty } = committed.event;
    if (flags.length === 0) return { committed, alert: undefined };
    const others = [...(counterparty === undefined ? [] : [counterparty.organisation]), ...this.parts.regulators];
    return { committed, alert: await this.parts.alerts.raise('flagged-discrepancy', suspect, others) };
  }

  async #goods({ sscc, scan = '' }: NamedGoods): Promise<{ readonly about: Goods; readonly suspect: Suspected }> {
    if (sscc !== undefined) return { about: { sscc }, suspect: { container: sscc } };
    const { pack, ref } = await this.parts.names.one(scan, 'scan');
    const { gtin, lot, digest } = ref;
    return { about: { gtin, lot, digest }, suspect: suspected(pack) };
  }
}

/** A scan becomes an answer: read, judged, doubted where the scanner may be at fault, and an alert where nothing explains it. */
import { parseScan, type Scan, type ScanContext, type ScanFault, type TechnicalCause } from '@theriac/domain/gs1';
import { invalidInput } from '@theriac/domain/ledger';
import type { MemberKind } from '@theriac/domain/consortium';
import {
  type AlertCause,
  narrowToCustody,
  narrowToHere,
  narrowToSite,
  VERDICTS,
  type VerdictCode,
} from '@theriac/domain/supply';
import type { Alerts } from '../../alerts';
import type { Caller } from '../../caller';
import { type Judgement, type ScannedPack, suspected } from './judgement';
import { packOf } from './scanned-pack';
import type { SiteDays } from './site-day';
import { type DoubtParts, technicalDoubt } from './technical-doubt';

/** What verification needs. */
export interface VerificationParts extends DoubtParts {
  readonly days: SiteDays;
  readonly alerts: Alerts;
  readonly regulators: readonly string[];
  /** What the own organisation is. */
  readonly kind: MemberKind;
  /** Knows the own sites' acts again; an organisation without a peer for medicines has none. */
  readonly ownActs: OwnActs | undefined;
  readonly now: () => Date;
}

/** Knows whether a state is the act of the caller's own site. */
export interface OwnActs {
  isOf(caller: Caller, judgement: Judgement, pack: ScannedPack): Promise<boolean>;
}

/** The outcome of a verification, before it is written for HTTP. */
export interface Verified {
  readonly verdict: VerdictCode;
  readonly pack: ScannedPack | undefined;
  readonly judgement: Judgement | undefined;
  /** Why the scan itself is doubted. */
  readonly cause: TechnicalCause | undefined;
  /** The field that could not be read, when the scan was none. */
  readonly fault: ScanFault | undefined;
  readonly alert: string | undefined;
}

const NOTHING = { pack: undefined, judgement: undefined, cause: undefined, fault: undefined, alert: undefined };

/** Verifies scans. */
export class Verification {
  constructor(private readonly parts: VerificationParts) {}

  /**
   * Verifies a scanned text.
   *
   * @throws LedgerError INVALID_INPUT naming the field and rule of a text that is no barcode, and the fields that it
   * lacks; MEMBER_UNAVAILABLE when nobody who could judge answers; STALE when the own peer lags the members
   */
  async verify(caller: Caller, text: string): Promise<Verified> {
    const now = this.parts.now();
    const context = { currentYear: now.getUTCFullYear() };
    const result = parseScan(text, context);
    if (!result.ok) return unreadable(result.faults);
    const { scan } = result;
    const pack = packOf(scan);
    if (pack === undefined) return this.#incomplete(scan, context);
    const judgement = await this.#judge(caller, pack, now);
    if (!VERDICTS[judgement.verdict].isSuspicious) {
      return { ...NOTHING, verdict: judgement.verdict, pack, judgement };
    }
    const cause = await technicalDoubt(scan, context, this.parts);
    if (cause !== undefined) return { ...NOTHING, verdict: 'likely-technical', pack, judgement, cause };
    const alert = await this.#raise(judgement, pack);
    return { ...NOTHING, verdict: judgement.verdict, pack, judgement, alert };
  }

  /** Lot or serial may be hidden in the other, where no separator stood between them: that is looked for first. */
  async #incomplete(scan: Scan, context: ScanContext): Promise<Verified> {
    const cause = await technicalDoubt(scan, context, this.parts);
    if (cause !== undefined) return { ...NOTHING, verdict: 'likely-technical', cause };
    if (scan.gtin === undefined || scan.serial === undefined) return { ...NOTHING, verdict: 'not-serialised' };
    throw invalidInput([{ field: 'scan (10)', rule: 'is missing: scan the whole code, with its lot number' }]);
  }

  /** The ledger knows no time zones, and not whose act a commitment hides; the caller's site does. */
  async #judge(caller: Caller, pack: ScannedPack, now: Date): Promise<Judgement> {
    const { judge, days, ownActs, kind } = this.parts;
    const told = await judge.judge(pack);
    const here = narrowToHere(told, (await ownActs?.isOf(caller, told, pack)) === true);
    return narrowToCustody(narrowToSite(here, days.today(caller, now)), kind);
  }

  #raise({ verdict, maker }: Judgement, pack: ScannedPack): Promise<string> {
    const others = [...(maker === undefined ? [] : [maker]), ...this.parts.regulators];
    // Every suspicious verdict is a cause; the vocabulary's types keep it so.
    return this.parts.alerts.raise(verdict as AlertCause, suspected(pack), others);
  }
}

/** A text that is no barcode: when the scanner's setting explains it, that is the answer; otherwise it is bad input. */
function unreadable(faults: readonly ScanFault[]): Verified {
  const technical = faults.find(({ cause }) => cause !== undefined);
  if (technical?.cause !== undefined) {
    return { ...NOTHING, verdict: 'likely-technical', cause: technical.cause, fault: technical };
  }
  throw invalidInput(faults.map(({ field, rule }) => ({ field: fieldOf(field), rule })));
}

function fieldOf(field: string): string {
  return field === 'scan' ? 'scan' : `scan ${field}`;
}

/** A site of a holder answers a recall: it has read it, and this became of its packs. */
import type { Gln } from '../../gs1';
import { type Actor, canonicalJson, type Decision, type Instant, refuseUnless } from '../../ledger';
import type { AcknowledgeRecall, RecallReport, ReportRecall } from './recall-report.schema';
import type { RecallAcknowledged, RecallReported } from './recall.events';
import { type Recall, textInForce } from './recall.schema';

/** A recall, and what the caller's site said to it before. */
export interface AnsweringSituation {
  readonly recall: Recall;
  readonly report: RecallReport | undefined;
}

/**
 * Acknowledges the text in force at the caller's site. The same again is a success, also after a correction.
 *
 * @throws LedgerError SITE_MISSING, RECALL_NOT_CONFIRMED, RECALL_SHOWN_OTHERWISE
 */
export function acknowledgeRecall(
  { recall, report }: AnsweringSituation,
  { digest }: AcknowledgeRecall,
  by: Actor,
  now: Instant,
): Decision<RecallReport, RecallAcknowledged> {
  const before = report ?? newReport(recall, by, now);
  const tell = (at: Instant): RecallAcknowledged => ({
    ...{ type: 'RecallAcknowledged', version: 1, at },
    ...placeOfReport(before),
    digest,
  });
  if (report?.acknowledged?.digest === digest) return { repeated: tell(report.acknowledged.at) };
  const text = textInForce(recall);
  refuseUnless(text !== undefined, 'RECALL_NOT_CONFIRMED', 'only a confirmed recall is acknowledged');
  refuseUnless(text.digest === digest, 'RECALL_SHOWN_OTHERWISE', 'what was shown is not the text in force');
  return { state: { ...before, acknowledged: { digest, at: now }, changedAt: now }, event: tell(now) };
}

/**
 * Tells what became of the packs at the caller's site. It is recorded whatever became of the recall: it has happened. The
 * same numbers again are a success.
 *
 * @throws LedgerError SITE_MISSING
 */
export function reportRecall(
  { recall, report }: AnsweringSituation,
  { quarantined, returned, destroyed }: ReportRecall,
  by: Actor,
  now: Instant,
): Decision<RecallReport, RecallReported> {
  const before = report ?? newReport(recall, by, now);
  const counts = { quarantined, returned, destroyed };
  const tell = (at: Instant): RecallReported => ({
    ...{ type: 'RecallReported', version: 1, at },
    ...placeOfReport(before),
    ...counts,
  });
  if (report?.counts !== undefined) {
    const isSame = canonicalJson(report.counts) === canonicalJson({ ...counts, at: report.counts.at });
    if (isSame) return { repeated: tell(report.counts.at) };
  }
  return { state: { ...before, counts: { ...counts, at: now }, changedAt: now }, event: tell(now) };
}

/**
 * The site at which a recall is answered.
 *
 * @throws LedgerError SITE_MISSING
 */
export function requireSite({ site }: Pick<Actor, 'site'>): Gln {
  refuseUnless(site !== undefined, 'SITE_MISSING', 'a recall is answered at a site');
  return site;
}

function newReport({ recall }: Recall, by: Actor, now: Instant): RecallReport {
  return { recall, organisation: by.organisation, site: requireSite(by), changedAt: now };
}

function placeOfReport({ recall, organisation, site }: RecallReport) {
  return { recall, organisation, site };
}

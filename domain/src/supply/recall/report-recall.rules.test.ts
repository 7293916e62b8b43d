import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aConfirmedRecall,
  aRecall,
  aText,
  astrid,
  correctionId,
  milder,
  recallId,
  shop,
} from '../fixtures/recall.fixtures';
import { before, now } from '../fixtures/supply.fixtures';
import type { RecallReport } from './recall-report.schema';
import { acknowledgeRecall, reportRecall } from './report-recall.rules';

const recall = aConfirmedRecall();
const { digest } = recall.texts[0]!;
const place = { recall: recallId, organisation: 'pharmacy', site: shop };
const acknowledged: RecallReport = { ...place, acknowledged: { digest, at: before }, changedAt: before };
const corrected = aConfirmedRecall({ texts: [...recall.texts, aText(correctionId, milder, true)] });
const acknowledge = (given = recall, report?: RecallReport, by = astrid, of = digest) =>
  acknowledgeRecall({ recall: given, report }, { recall: recallId, digest: of }, by, now);

describe('acknowledging', () => {
  it('says that the text in force was read at the site', () => {
    expect(acknowledge()).toEqual({
      state: { ...place, acknowledged: { digest, at: now }, changedAt: now },
      event: { type: 'RecallAcknowledged', version: 1, at: now, ...place, digest },
    });
  });

  it('is due again when the text was corrected, and leaves what was reported', () => {
    const next = corrected.texts[1]!.digest;
    const counts = { quarantined: 3, returned: 0, destroyed: 0, at: before };
    expect(acknowledge(corrected, { ...acknowledged, counts }, astrid, next)).toMatchObject({
      state: { acknowledged: { digest: next, at: now }, counts },
    });
  });

  it('is answered as the first time, also when the text was corrected since', () => {
    expect(acknowledge(corrected, acknowledged)).toMatchObject({
      repeated: { type: 'RecallAcknowledged', at: before },
    });
  });

  it.each([
    ['nobody confirmed it', () => acknowledge(aRecall()), 'RECALL_NOT_CONFIRMED'],
    ['another text is in force', () => acknowledge(corrected), 'RECALL_SHOWN_OTHERWISE'],
    ['the caller is nowhere', () => acknowledge(recall, undefined, { ...astrid, site: undefined }), 'SITE_MISSING'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('reporting', () => {
  const command = { recall: recallId, quarantined: 2, returned: 5, destroyed: 1 };
  const counts = { quarantined: 2, returned: 5, destroyed: 1 };
  const report = (given = recall, earlier?: RecallReport, by = astrid) =>
    reportRecall({ recall: given, report: earlier }, command, by, now);

  it('tells what became of the packs until now, in place of what was told before', () => {
    const earlier = { ...acknowledged, counts: { quarantined: 8, returned: 0, destroyed: 0, at: before } };
    expect(report(recall, earlier)).toEqual({
      state: { ...acknowledged, counts: { ...counts, at: now }, changedAt: now },
      event: { type: 'RecallReported', version: 1, at: now, ...place, ...counts },
    });
  });

  it.each([
    ['locked', aRecall()],
    ['lifted since', aRecall({ state: 'lifted' })],
  ])('is recorded for what was %s', (_, given) => {
    expect(report(given)).toMatchObject({ state: { counts: { ...counts, at: now } } });
  });

  it('is answered as the first time when nothing changed', () => {
    const same = { ...acknowledged, counts: { ...counts, at: before } };
    expect(report(recall, same)).toMatchObject({ repeated: { type: 'RecallReported', at: before } });
  });

  it('is done at a site', () => {
    expect(refusalOf(() => report(recall, undefined, { ...astrid, site: undefined }))).toBe('SITE_MISSING');
  });
});

import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aConfirmedRecall,
  aRecall,
  aStopList,
  aText,
  correctionId,
  inga,
  lots,
  milder,
  otherLot,
  proposal,
  rasmus,
  recallId,
  rut,
  saying,
  withdrawal,
} from '../fixtures/recall.fixtures';
import { aLot, before, lotNumber, now, otherMaker, product } from '../fixtures/supply.fixtures';
import { confirmRecall, liftRecall } from './confirm-recall.rules';
import { correctRecall } from './correct-recall.rules';
import { type ProposingSituation, proposeRecall } from './propose-recall.rules';
import { MOST_RECALL_TEXTS, proposeRecallSchema, type Recall, recallSchema } from './recall.schema';
import { digestOfShown } from './shown';

const given: ProposingSituation = { existing: undefined, product, lots, list: undefined };
const propose = (more: Partial<ProposingSituation> = {}, by = rasmus, command = proposal) =>
  proposeRecall(testDigest, { ...given, ...more }, command, by, now);
const digest = aRecall().texts[0]!.digest;

describe('proposing a recall', () => {
  it('locks the lots at once, with the packs that are registered of each', () => {
    const decision = propose();
    expect(decision).toMatchObject({
      state: { recall: { state: 'proposed', market: 'SE', authority: 'maker', texts: [{ digest, id: recallId }] } },
      event: { type: 'RecallProposed', at: now, text: { digest, ...saying } },
    });
    const { recall, list } = 'state' in decision ? decision.state : { recall: undefined, list: undefined };
    expect(recallSchema.parse(recall).lots).toEqual(aRecall().lots);
    expect(list).toEqual(aStopList(false, { changedAt: now }));
  });

  it('tells nobody which person it was', () => {
    expect(JSON.stringify('event' in propose() && propose())).toContain(rasmus.name);
    const decision = propose();
    expect(JSON.stringify('event' in decision && decision.event)).not.toContain(rasmus.name);
  });

  it('is a withdrawal when it names no lots', () => {
    expect(propose({ lots: [] }, inga, withdrawal)).toMatchObject({
      state: {
        recall: { kind: 'withdrawal', lots: [], authority: 'regulator', organisation: 'regulator' },
        list: { organisation: 'regulator', stops: [{ kind: 'withdrawal', lots: [], isConfirmed: false }] },
      },
    });
  });

  it.each([
    ['was proposed', aRecall()],
    ['was confirmed since', aConfirmedRecall()],
    ['was lifted since', aRecall({ state: 'lifted', lifted: { by: rut.name, at: now } })],
    ['counts fewer packs than there are now', aRecall({ lots: aRecall().lots.map((one) => ({ ...one, packs: 1 })) })],
  ])('is answered as the first time when it %s', (_, existing) => {
    expect(propose({ existing })).toMatchObject({ repeated: { type: 'RecallProposed', at: before } });
  });

  it('does not stop a lot twice for one authority, but a lot of a product that is being withdrawn', () => {
    expect(refusalOf(() => propose({ list: aStopList() }))).toBe('LOT_ALREADY_STOPPED');
    const withdrawing = aStopList(false, {
      stops: [{ recall: correctionId, kind: 'withdrawal', isConfirmed: true, lots: [] }],
    });
    expect(propose({ list: withdrawing })).toHaveProperty('state');
    expect(refusalOf(() => propose({ list: withdrawing, lots: [] }, rasmus, withdrawal))).toBe('LOT_ALREADY_STOPPED');
  });

  it.each([
    ['another maker proposes', () => propose({}, otherMaker), 'PRODUCT_NOT_OWNED'],
    ['a lot was given up', () => propose({ lots: [aLot([])] }), 'LOT_NOT_FOUND'],
    ['the id stands for other lots', () => propose({ existing: aRecall({ lots: [] }) }), 'RECALL_ID_TAKEN'],
    [
      'the id stands for another text',
      () => propose({ existing: aRecall() }, rasmus, { ...proposal, ...milder }),
      'RECALL_ID_TAKEN',
    ],
    ['the id stands for another’s', () => propose({ existing: aRecall() }, inga), 'RECALL_ID_TAKEN'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it.each([
    ['a recall without lots', { ...proposal, lots: [] }, 'lots'],
    ['a withdrawal of lots', { ...proposal, kind: 'withdrawal' }, 'lots'],
    ['a lot twice', { ...proposal, lots: [lotNumber, lotNumber] }, 'lots'],
    ['a class of its own', { ...proposal, class: 'IV' }, 'class'],
    ['a reason that hides something', { ...proposal, reason: 'all\u202Ewell' }, 'reason'],
    ['instructions without end', { ...proposal, instructions: 'a'.repeat(2_001) }, 'instructions'],
  ])('takes no %s', (_, command, field) => {
    const { error } = proposeRecallSchema.safeParse(command);
    expect(error?.issues.map(({ path }) => path[0])).toEqual([field]);
  });
});

describe('what is shown to the second person', () => {
  const shown = aRecall();
  const said = { id: recallId, ...saying };
  it.each([
    ['lots', { ...shown, lots: shown.lots.slice(1) }, said],
    ['packs', { ...shown, lots: shown.lots.map((one) => ({ ...one, packs: one.packs + 1 })) }, said],
    ['market', { ...shown, market: 'NO' }, said],
    ['kind', { ...shown, kind: 'withdrawal' as const }, said],
    ['organisation', { ...shown, organisation: 'regulator' }, said],
    ['class', shown, { ...said, class: 'I' as const }],
    ['depth', shown, { ...said, depth: 'patient' as const }],
    ['reason', shown, { ...said, reason: 'Another' }],
    ['instructions', shown, { ...said, instructions: 'Others' }],
    ['text’s id', shown, { ...said, id: correctionId }],
  ])('has another digest with another %s', (_, stopped, text) => {
    expect(digestOfShown(testDigest, stopped, text)).not.toBe(digest);
  });

  it('has the same digest whoever reckons it', () => {
    expect(digestOfShown(testDigest, { ...shown, state: 'lifted' } as Recall, said)).toBe(digest);
  });
});

describe('confirming', () => {
  const confirm = (by = rut, recall = aRecall(), of = digest) =>
    confirmRecall({ recall, list: aStopList() }, { recall: recallId, digest: of }, by, now);

  it('makes a second person’s word of the first’s, for ever', () => {
    expect(confirm()).toEqual({
      state: {
        recall: aRecall({
          ...{ state: 'confirmed', changedAt: now },
          texts: [{ ...aRecall().texts[0]!, confirmed: { by: rut.name, at: now } }],
        }),
        list: aStopList(true, { changedAt: now }),
      },
      event: expect.objectContaining({ type: 'RecallConfirmed', at: now }),
    });
  });

  it('is answered as the first time when it was done', () => {
    expect(confirm(rut, aConfirmedRecall())).toMatchObject({ repeated: { type: 'RecallConfirmed', at: before } });
  });

  const lifted = aRecall({ state: 'lifted', lifted: { by: rut.name, at: before } });
  it.each([
    ['one person does both', () => confirm(rasmus), 'SECOND_PERSON_NEEDED'],
    ['another authority does it', () => confirm(inga), 'RECALL_NOT_OWNED'],
    ['something else was shown', () => confirm(rut, aRecall(), '00'.repeat(32)), 'RECALL_SHOWN_OTHERWISE'],
    ['it was taken back', () => confirm(rut, lifted), 'RECALL_LIFTED'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('lifting', () => {
  const lift = (recall = aRecall(), by = rasmus) => liftRecall({ recall, list: aStopList() }, by, now);

  it('ends a lock', () => {
    expect(lift()).toMatchObject({
      state: { recall: { state: 'lifted', lifted: { by: rasmus.name, at: now } }, list: { stops: [] } },
      event: { type: 'RecallLifted', at: now, recall: recallId },
    });
  });

  it('is answered as the first time when it was done', () => {
    const lifted = aRecall({ state: 'lifted', lifted: { by: rut.name, at: before } });
    expect(lift(lifted)).toMatchObject({ repeated: { type: 'RecallLifted', at: before } });
  });

  it.each([
    ['two persons confirmed it', () => lift(aConfirmedRecall()), 'RECALL_CONFIRMED'],
    ['it is another authority’s', () => lift(aRecall(), inga), 'RECALL_NOT_OWNED'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('correcting', () => {
  const command = { recall: recallId, correction: correctionId, ...milder };
  const correct = (recall = aConfirmedRecall(), by = rasmus, asked = command) =>
    correctRecall(testDigest, recall, asked, by, now);
  const waiting = aConfirmedRecall({ texts: [...aConfirmedRecall().texts, aText(correctionId, milder, false)] });

  it('proposes another text, which is in force when a second person has confirmed it', () => {
    const decision = correct();
    expect(decision).toMatchObject({
      event: { type: 'RecallCorrectionProposed', text: { id: correctionId, ...milder } },
    });
    const recall = 'state' in decision ? decision.state : undefined;
    expect(recall?.texts.map(({ id }) => id)).toEqual([recallId, correctionId]);
    const shown = { recall: recallId, digest: recall!.texts[1]!.digest };
    const confirmed = confirmRecall({ recall: recall!, list: aStopList(true) }, shown, rut, now);
    expect(confirmed).toMatchObject({
      state: { recall: { state: 'confirmed' }, list: { stops: [{ isConfirmed: true }] } },
      event: { type: 'RecallCorrected', text: milder },
    });
    expect(refusalOf(() => confirmRecall({ recall: recall!, list: aStopList(true) }, shown, rasmus, now))).toBe(
      'SECOND_PERSON_NEEDED',
    );
  });

  it('gives way to the next one while nobody confirmed it', () => {
    const next = { ...command, correction: 'cc'.repeat(16), reason: 'Another' };
    const decision = correct(waiting, rut, next);
    expect('state' in decision && decision.state.texts.map(({ id }) => id)).toEqual([recallId, next.correction]);
  });

  it('is answered as the first time when it was done', () => {
    expect(correct(waiting)).toMatchObject({ repeated: { type: 'RecallCorrectionProposed', at: before } });
  });

  const full = Array.from({ length: MOST_RECALL_TEXTS }, (_, n) =>
    aText(n.toString(16).padStart(32, '0'), saying, true),
  );
  it.each([
    ['it is only proposed', () => correct(aRecall()), 'RECALL_NOT_CONFIRMED'],
    ['it was taken back', () => correct(aRecall({ state: 'lifted' })), 'RECALL_NOT_CONFIRMED'],
    ['it is another authority’s', () => correct(aConfirmedRecall(), inga), 'RECALL_NOT_OWNED'],
    [
      'the id stands for another text',
      () => correct(waiting, rasmus, { ...command, reason: 'Another' }),
      'RECALL_ID_TAKEN',
    ],
    ['the id is the recall’s', () => correct(waiting, rasmus, { ...command, correction: recallId }), 'RECALL_ID_TAKEN'],
    ['there are enough', () => correct(aConfirmedRecall({ texts: full })), 'RECALL_TEXTS_FULL'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it('leaves the lots as they are', () => {
    expect(correct()).toMatchObject({ state: { lots: [{ lot: lotNumber }, { lot: otherLot }] } });
  });
});

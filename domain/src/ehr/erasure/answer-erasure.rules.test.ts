import { refusalOf } from '../../ledger/fixtures/refusals';
import { aConfirmation, aHold, anErasure, confirming, erasureId, gatewayOf } from '../fixtures/erasures';
import { anaId, later, now } from '../fixtures/patients';
import { seconds } from '../fixtures/sessions';
import { confirmErasure, eraseLink, holdForRetention } from './answer-erasure.rules';

const hospital = gatewayOf('hospital');
const confirmed = anErasure({ hospital: { confirmation: aConfirmation('hospital') } });
const held = anErasure({ hospital: { hold: aHold() } });

describe('a retention hold', () => {
  const command = { patient: anaId, basis: 'state-retention', covers: ['records'], until: later } as const;
  const hold = (erasure = anErasure(), more: object = {}, by = hospital.actor) =>
    holdForRetention(erasure, { ...command, covers: [...command.covers], ...more }, by, now);

  it('stands beside the provider’s name, for the patient to see', () => {
    expect(hold()).toMatchObject({
      state: { answers: [{ provider: 'hospital', hold: aHold() }, { provider: 'clinic' }, { provider: 'pharmacy' }] },
      event: { type: 'ErasureHeld', patient: anaId, provider: 'hospital', hold: { basis: 'state-retention' } },
    });
  });

  it('takes the place of the last one, and the same again is a success', () => {
    expect(hold(held)).toMatchObject({ repeated: { hold: aHold() } });
    for (const more of [{ until: seconds(1) }, { basis: 'gdpr-17-3-e' }, { covers: ['accesses', 'records'] }])
      expect(hold(held, more)).toMatchObject({ state: { answers: [{ hold: more }, {}, {}] } });
  });

  it.each([
    ['an end that has passed', anErasure(), { until: now }, hospital.actor, 'HOLD_ENDED'],
    ['what was destroyed', confirmed, {}, hospital.actor, 'ERASURE_CONFIRMED'],
    ['who was not asked', anErasure(), {}, gatewayOf('insurer').actor, 'UNKNOWN_MEMBER'],
  ])('refuses %s', (_, erasure, more, by, code) => {
    expect(refusalOf(() => hold(erasure, more, by))).toBe(code);
  });
});

describe('the end of a link', () => {
  const event = { type: 'RecordLinked', version: 1, at: now, patient: anaId };
  const events = [{ transactionId: 'f'.repeat(64), event }];

  it('takes the link and what was told of it, and names no patient', () => {
    expect(eraseLink({ erasure: anErasure(), events }, hospital.actor, now)).toEqual({
      state: { patient: anaId, transactions: ['f'.repeat(64)] },
      event: { type: 'LinkErased', version: 1, at: now, erasure: erasureId, provider: 'hospital' },
    });
  });

  it.each([
    ['while the provider keeps its records', held, events, 'RETENTION_HOLD'],
    ['of another patient', anErasure(), [{ transactionId: 't', event: { ...event, patient: 'b' } }], 'NOT_OF_PATIENT'],
  ])('is refused %s', (_, erasure, told, code) => {
    expect(refusalOf(() => eraseLink({ erasure, events: told }, hospital.actor, now))).toBe(code);
  });
});

describe('a confirmation', () => {
  const confirm = (erasure = anErasure(), command = confirming('hospital'), isLinkLeft = false, at = now) =>
    confirmErasure({ erasure, isLinkLeft }, command, hospital, at);

  it('stands with its signature and certificate', () => {
    const { statement, signature } = confirming('hospital');
    expect(confirm()).toMatchObject({
      state: {
        changedAt: now,
        answers: [{ confirmation: { statement, signature, certificate: 'PEM of hospital', at: now } }, {}, {}],
      },
      event: { type: 'ErasureConfirmed', patient: anaId, provider: 'hospital', statement },
    });
  });

  it('sent again is a success; another one is refused', () => {
    expect(confirm(confirmed)).toMatchObject({ repeated: { at: now } });
    expect(refusalOf(() => confirm(confirmed, confirming('hospital', { destroyed: [] })))).toBe('ERASURE_CONFIRMED');
  });

  it('waits for the end of the provider’s own hold on records, and for no other', () => {
    expect(refusalOf(() => confirm(held))).toBe('RETENTION_HOLD');
    expect(refusalOf(() => confirm(held, confirming('hospital'), false, seconds(1, later)))).toBeUndefined();
    const others = anErasure({ clinic: { hold: aHold() }, hospital: { hold: aHold({ covers: ['accesses'] }) } });
    expect(refusalOf(() => confirm(others))).toBeUndefined();
  });

  it.each([
    ['while the link is there', confirming('hospital'), true, 'LINK_REMAINS'],
    ['of another erasure', confirming('hospital', { erasure: 'f'.repeat(32) }), false, 'ERASURE_STATEMENT_WRONG'],
    ['in another provider’s name', confirming('clinic'), false, 'ERASURE_STATEMENT_WRONG'],
    ['of what is to come', confirming('hospital', { destroyedAt: later }), false, 'ERASURE_STATEMENT_WRONG'],
    ['that was not signed', { ...confirming('hospital'), signature: 'MEQCIA==' }, false, 'ERASURE_STATEMENT_WRONG'],
  ])('is refused %s', (_, command, isLinkLeft, code) => {
    expect(refusalOf(() => confirm(anErasure(), command, isLinkLeft))).toBe(code);
  });

  it('is none of who was not asked', () => {
    const insurer = gatewayOf('insurer');
    const act = () => confirmErasure({ erasure: anErasure(), isLinkLeft: false }, confirming('insurer'), insurer, now);
    expect(refusalOf(act)).toBe('UNKNOWN_MEMBER');
  });
});

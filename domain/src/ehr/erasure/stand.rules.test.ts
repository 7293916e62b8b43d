import { refusalOf } from '../../ledger/fixtures/refusals';
import { aConfirmation, aHold, anErasure, confirmedErasure } from '../fixtures/erasures';
import { seconds } from '../fixtures/sessions';
import { anaId, later, now } from '../fixtures/patients';
import { isHeld, requireCustody, requireNoErasure, requireRecords, requireTheirs } from './stand.rules';

const half = anErasure({ hospital: { confirmation: aConfirmation('hospital') } });

describe('around a patient whom nobody erases', () => {
  it('everything goes on', () => {
    expect(
      refusalOf(() => {
        requireNoErasure(undefined);
        requireRecords(undefined);
        requireCustody(undefined, 'hospital');
      }),
    ).toBeUndefined();
  });
});

describe('while an erasure stands', () => {
  it('nothing new is taken', () => {
    expect(
      refusalOf(() => {
        requireNoErasure(half);
      }),
    ).toBe('ERASURE_STANDS');
  });

  it.each([
    ['goes on while a provider has records', half, undefined],
    ['ends when all have confirmed', confirmedErasure(), 'ERASURE_CONFIRMED'],
  ])('what is bound to records %s', (_, erasure, code) => {
    expect(
      refusalOf(() => {
        requireRecords(erasure);
      }),
    ).toBe(code);
  });

  it.each([
    ['hospital', 'ERASURE_CONFIRMED'],
    ['clinic', undefined],
    ['insurer', undefined],
  ])('%s anchors records until it has confirmed', (custodian, code) => {
    expect(
      refusalOf(() => {
        requireCustody(half, custodian);
      }),
    ).toBe(code);
  });
});

describe('a hold', () => {
  it.each([
    ['covers what it names', 'records', now, true],
    ['does not cover the rest', 'accesses', now, false],
    ['stands to its last moment', 'records', later, true],
    ['ends by itself', 'records', seconds(1, later), false],
  ] as const)('%s', (_, what, at, expected) => {
    expect(isHeld({ provider: 'hospital', hold: aHold() }, what, at)).toBe(expected);
  });

  it('that nobody made covers nothing', () => {
    expect(isHeld({ provider: 'hospital' }, 'records', now)).toBe(false);
  });
});

describe('an event that is to be purged', () => {
  const told = (more: object) => [
    { transactionId: 't', event: { type: 'ConsentGiven', version: 1, at: now, ...more } },
  ];
  it.each([
    ['the patient’s', { patient: anaId }, undefined],
    ['another’s', { patient: 'b'.repeat(32) }, 'NOT_OF_PATIENT'],
    ['of nobody, or of several', { batches: [] }, 'NOT_OF_PATIENT'],
  ])('is %s', (_, more, code) => {
    expect(
      refusalOf(() => {
        requireTheirs(anaId, told(more));
      }),
    ).toBe(code);
  });
});

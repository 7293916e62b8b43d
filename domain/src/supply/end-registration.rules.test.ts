import { refusalOf } from '../ledger/fixtures/refusals';
import { abandonPart, sealPart } from './end-registration.rules';
import {
  aLot,
  aPart,
  aRegistration,
  before,
  now,
  otherMaker,
  registrationId,
  releaseOfficer,
} from './fixtures/supply.fixtures';
import { partAbandonedSchema, partSealedSchema } from './supply.events';

const part = aPart(aRegistration(900));
const other = aPart(aRegistration(3, { registration: registrationId(9) }), { state: 'sealed' });
const open = { part, lot: aLot([other, part]) };
const sealed = { part: { ...part, state: 'sealed' as const }, lot: aLot([other, { ...part, state: 'sealed' }]) };
const abandoned = { part: { ...part, state: 'abandoned' as const }, lot: aLot([other]) };

describe('sealing a part', () => {
  it('makes it whole, and touches no other part', () => {
    const decision = sealPart(open, 0, releaseOfficer, now);
    expect(decision).toMatchObject({
      state: { part: { state: 'sealed', changedAt: now }, lot: { ...sealed.lot, changedAt: now } },
    });
    expect(partSealedSchema.parse('event' in decision && decision.event)).toMatchObject({ packs: 900, at: now });
  });

  it('answers the same again with the first answer', () => {
    expect(sealPart(sealed, 0, releaseOfficer, now)).toMatchObject({ repeated: { at: before } });
  });

  it.each([
    ['the part is another’s', open, 0, otherMaker, 'PRODUCT_NOT_OWNED'],
    ['a batch is missing', open, 1, releaseOfficer, 'PART_INCOMPLETE'],
    ['it was abandoned', abandoned, 0, releaseOfficer, 'PART_ABANDONED'],
  ])('refuses when %s', (_, given, unwritten, by, code) => {
    expect(refusalOf(() => sealPart(given, unwritten, by, now))).toBe(code);
  });
});

describe('abandoning a registration', () => {
  it('takes the part out of its lot', () => {
    const decision = abandonPart(open, releaseOfficer, now);
    expect(decision).toMatchObject({
      state: { part: { state: 'abandoned', changedAt: now }, lot: { ...abandoned.lot, changedAt: now } },
    });
    expect(partAbandonedSchema.parse('event' in decision && decision.event)).toMatchObject({ packs: 900, at: now });
  });

  it('answers the same again with the first answer', () => {
    expect(abandonPart(abandoned, releaseOfficer, now)).toMatchObject({ repeated: { at: before } });
  });

  it.each([
    ['the part is another’s', open, otherMaker, 'PRODUCT_NOT_OWNED'],
    ['it is sealed', sealed, releaseOfficer, 'PART_ALREADY_SEALED'],
  ])('refuses when %s', (_, given, by, code) => {
    expect(refusalOf(() => abandonPart(given, by, now))).toBe(code);
  });
});

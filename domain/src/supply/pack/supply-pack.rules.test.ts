/** Supplying a pack: once, by who has it, and not when it is stopped, expired or on its way. */
import type { Actor, Instant } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aPack,
  aStatus,
  atMaker,
  colleague,
  daysLater,
  handedOver,
  hospitalPharmacist,
  inStolenPallet,
  longAfter,
  onItsWay,
  opening,
  pharmacist,
  recalled,
  ref,
  secondPharmacist,
  supplied,
  unknownPack,
} from '../fixtures/pack.fixtures';
import { now } from '../fixtures/supply.fixtures';
import type { PackSituation } from './pack-situation';
import { packSchema } from './pack.schema';
import { supplyPack } from './supply-pack.rules';

const supply = (pack: PackSituation, by: Actor = pharmacist, handedOver = false, at: Instant = now) =>
  supplyPack(testDigest, pack, { ...ref, handedOver }, opening, by, at);

describe('supplying a pack', () => {
  it('is told once with its guard, and binds site and person without naming them', () => {
    const decision = supply(aPack());
    expect(decision).toMatchObject({
      state: { status: { state: 'supplied', at: now } },
      event: { type: 'PackSupplied', handedOver: false, isAtOtherSite: false },
      guard: { rule: 'holder-and-one-other', holder: 'PharmacyMSP' },
    });
    const text = JSON.stringify(decision);
    for (const hidden of [pharmacist.name, pharmacist.site]) expect(text).not.toContain(hidden);
    expect('state' in decision && packSchema.safeParse(decision.state).success).toBe(true);
  });

  it.each([
    ['is on no page', unknownPack, pharmacist, now, 'PACK_NOT_FOUND'],
    ['was never packed, at its maker', aPack(undefined, atMaker), pharmacist, now, 'NOT_HOLDER'],
    ['is at the pharmacy, by the hospital', aPack(), hospitalPharmacist, now, 'NOT_HOLDER'],
    [
      'was supplied there, by the hospital',
      aPack({ status: aStatus('supplied') }),
      hospitalPharmacist,
      now,
      'NOT_HOLDER',
    ],
    ['is on its way here', aPack(undefined, onItsWay), pharmacist, now, 'NOT_HOLDER'],
    ['has expired', aPack(), pharmacist, longAfter, 'PACK_EXPIRED'],
    ['is recalled', recalled, pharmacist, now, 'LOT_STOPPED'],
    ['was supplied at the other shop', supplied, secondPharmacist, now, 'PACK_ALREADY_SUPPLIED'],
    ['a colleague supplied', supplied, colleague, now, 'PACK_ALREADY_SUPPLIED'],
    ['is stolen', aPack({ status: aStatus('stolen') }), pharmacist, now, 'PACK_NOT_ACTIVE'],
    ['lies in a case on a stolen pallet', aPack(undefined, inStolenPallet), pharmacist, now, 'PACK_NOT_ACTIVE'],
    [
      'is supplied where the caller’s certificate names no site',
      aPack(),
      { ...pharmacist, site: undefined },
      now,
      'SITE_MISSING',
    ],
  ])('that %s is refused', (_, pack, by, at, code) => {
    expect(refusalOf(() => supply(pack, by, false, at))).toBe(code);
  });

  it('is flagged when the ledger has it at another site of the pharmacy', () => {
    expect(supply(aPack(), secondPharmacist)).toMatchObject({ event: { isAtOtherSite: true } });
  });

  it('tells who comes second the day', () => {
    expect(() => supply(supplied, secondPharmacist)).toThrow('2026-11-21');
  });

  it('is the same again with the same salt, and takes the hand-over later', () => {
    expect(supply(supplied)).toMatchObject({ repeated: { type: 'PackSupplied', handedOver: false } });
    expect(supply(supplied, pharmacist, true, daysLater(1))).toMatchObject({
      state: { status: { state: 'supplied', at: now, handedOverAt: daysLater(1) } },
    });
    expect(supply(handedOver, pharmacist, true)).toMatchObject({ repeated: { handedOver: true } });
  });
});

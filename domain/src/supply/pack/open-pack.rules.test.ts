/** Drawing on an opened pack until it is empty, each fill once. */
import type { Actor, Instant } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aPack,
  atMaker,
  colleague,
  handedOver,
  longAfter,
  openingOf,
  pharmacist,
  ref,
  secondPharmacist,
  supplied,
} from '../fixtures/pack.fixtures';
import { now } from '../fixtures/supply.fixtures';
import { openPack } from './open-pack.rules';
import type { PackSituation } from './pack-situation';

describe('opening a pack', () => {
  const fill = (number: number) => number.toString(16).padStart(32, '0');
  const open = (pack: PackSituation, units: number, by: Actor = pharmacist, number = 1, at: Instant = now) =>
    openPack(
      testDigest,
      { ...pack, packSize: 28 },
      { ...ref, units, fill: fill(number) },
      openingOf(pharmacist),
      by,
      at,
    );
  const first = open(aPack(), 20);
  const opened = aPack('state' in first ? first.state : undefined);

  it('supplies it once and draws on it until it is empty, at the same site, whoever does it', () => {
    expect(first).toMatchObject({
      state: { status: { state: 'supplied', handedOverAt: now }, opened: { size: 28, left: 8 } },
      event: { type: 'PackOpened', units: 20, left: 8 },
    });
    expect(open(opened, 8, colleague, 2)).toMatchObject({ event: { units: 8, left: 0 } });
    expect(refusalOf(() => open(opened, 9, pharmacist, 2))).toBe('UNITS_EXCEEDED');
    expect(refusalOf(() => open(opened, 1, secondPharmacist, 2))).toBe('PACK_ALREADY_SUPPLIED');
    expect(refusalOf(() => open(opened, 1, pharmacist, 2, longAfter))).toBe('PACK_EXPIRED');
  });

  it('draws a fill once', () => {
    const second = open(opened, 3, colleague, 2);
    const drawn = aPack('state' in second ? second.state : undefined);
    expect(open(drawn, 20, pharmacist, 1)).toEqual({ repeated: expect.objectContaining({ units: 20, left: 8 }) });
    expect(open(drawn, 3, pharmacist, 2)).toMatchObject({ repeated: { units: 3, left: 5 } });
  });

  it('is not of what was handed over whole, nor of what is elsewhere', () => {
    expect(refusalOf(() => open(handedOver, 1))).toBe('PACK_ALREADY_SUPPLIED');
    expect(refusalOf(() => open(aPack(undefined, atMaker), 1))).toBe('NOT_HOLDER');
    expect(open(supplied, 1)).toMatchObject({ event: { left: 27 } });
  });
});

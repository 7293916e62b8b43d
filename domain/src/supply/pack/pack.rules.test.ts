import type { Actor, Instant } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { type Container, whereaboutsIn } from '../container';
import {
  aPack,
  aStatus,
  atMaker,
  atPharmacy,
  colleague,
  daysLater,
  hospitalPharmacist,
  onItsWay,
  opening,
  openingOf,
  pharmacist,
  ref,
  secondPharmacist,
  unknownPack,
} from '../fixtures/pack.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { aStopList } from '../fixtures/recall.fixtures';
import { now } from '../fixtures/supply.fixtures';
import { decommissionPack } from './decommission-pack.rules';
import { openPack } from './open-pack.rules';
import type { PackSituation } from './pack-situation';
import { packSchema } from './pack.schema';
import { reportHandOver } from './report-hand-over.rules';
import { supplyPack } from './supply-pack.rules';
import { undoPack } from './undo-pack.rules';

const supply = (pack: PackSituation, by: Actor = pharmacist, handedOver = false, at: Instant = now, open = opening) =>
  supplyPack(testDigest, pack, { ...ref, handedOver }, open, by, at);
const supplied = aPack({ status: aStatus('supplied') });
const handedOver = aPack({ status: aStatus('supplied', { handedOverAt: now }) });
const long = daysLater(10_000);
const recalled: PackSituation = { ...aPack(), stopLists: [aStopList()] };
const stolenPallet: Container = { ...atPharmacy(), sscc: caseOf(9), children: [caseOf(1)], status: aStatus('stolen') };
const inStolenPallet = whereaboutsIn([atPharmacy({ parent: caseOf(9) }), stolenPallet]);

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
    ['has expired', aPack(), pharmacist, long, 'PACK_EXPIRED'],
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

describe('decommissioning a pack', () => {
  const decommission = (
    pack: PackSituation,
    state: 'locked' | 'stolen' | 'destroyed' | 'sample',
    by: Actor = pharmacist,
  ) => decommissionPack(testDigest, pack, { ...ref, state }, opening, by, now);

  it.each([
    ['active', aPack(), 'sample', undefined],
    ['locked and then stolen', aPack({ status: aStatus('locked') }), 'stolen', undefined],
    ['stolen, found and destroyed', aPack({ status: aStatus('stolen') }), 'destroyed', undefined],
    ['destroyed and then locked', aPack({ status: aStatus('destroyed') }), 'locked', 'PACK_NOT_ACTIVE'],
    ['supplied and then destroyed', supplied, 'destroyed', 'PACK_ALREADY_SUPPLIED'],
    ['elsewhere', aPack(undefined, atMaker), 'destroyed', 'NOT_HOLDER'],
    ['on its way, and destroyed', aPack(undefined, onItsWay), 'destroyed', 'NOT_HOLDER'],
    ['on its way, and stolen', aPack(undefined, onItsWay), 'stolen', undefined],
  ] as const)('that is %s', (_, pack, state, code) => {
    expect(refusalOf(() => decommission(pack, state))).toBe(code);
  });

  it('is the same again', () => {
    const sample = aPack({ status: aStatus('sample') });
    expect(decommission(sample, 'sample')).toMatchObject({ repeated: { state: 'sample' } });
  });

  it('of what is on its way is its sender’s and its receiver’s', () => {
    const act = () => decommission(aPack(undefined, onItsWay), 'stolen', hospitalPharmacist);
    expect(refusalOf(act)).toBe('NOT_HOLDER');
  });
});

describe('undoing a pack’s state', () => {
  const undo = (pack: PackSituation, by: Actor = pharmacist, at: Instant = now, open = opening) =>
    undoPack(testDigest, pack, ref, open, by, at);

  it.each([
    ['supplied today', supplied, pharmacist, now, undefined],
    ['supplied ten days ago', supplied, pharmacist, daysLater(10), undefined],
    ['supplied eleven days ago', supplied, pharmacist, daysLater(11), 'PACK_NOT_UNDOABLE'],
    ['locked a year ago', aPack({ status: aStatus('locked') }), pharmacist, daysLater(365), undefined],
    ['handed over', handedOver, pharmacist, now, 'PACK_NOT_UNDOABLE'],
    [
      'opened',
      aPack({ status: aStatus('supplied'), opened: { size: 28, left: 8, fills: [] } }),
      pharmacist,
      now,
      'PACK_NOT_UNDOABLE',
    ],
    ['stolen', aPack({ status: aStatus('stolen') }), pharmacist, now, 'PACK_NOT_UNDOABLE'],
    ['destroyed', aPack({ status: aStatus('destroyed') }), pharmacist, now, 'PACK_NOT_UNDOABLE'],
    ['supplied, at the other shop', supplied, secondPharmacist, now, 'PACK_NOT_UNDOABLE'],
    ['active', aPack(), pharmacist, now, 'PACK_NOT_UNDOABLE'],
    ['recalled since', { ...supplied, stopLists: recalled.stopLists }, pharmacist, now, 'PACK_NOT_UNDOABLE'],
    ['expired since', aPack({ status: aStatus('locked') }), pharmacist, long, 'PACK_NOT_UNDOABLE'],
    ['its pallet’s', aPack(undefined, inStolenPallet), pharmacist, now, 'PACK_NOT_UNDOABLE'],
  ])('%s', (_, pack, by, at, code) => {
    expect(refusalOf(() => undo(pack, by, at, openingOf(pharmacist)))).toBe(code);
  });

  it('makes it active, and is a colleague’s of the same site too', () => {
    const decision = undo(supplied, colleague, now, openingOf(pharmacist));
    expect(decision).toMatchObject({ state: { undone: { at: now } }, event: { type: 'PackUndone' } });
    const { status } = 'state' in decision ? decision.state : { status: 'none' };
    expect(status).toBeUndefined();
    expect(refusalOf(() => undo(supplied, colleague))).toBe('PACK_NOT_UNDOABLE');
  });

  it('is the same again', () => {
    const first = undo(supplied);
    const state = 'state' in first ? first.state : undefined;
    expect(undo(aPack(state))).toMatchObject({ repeated: { type: 'PackUndone' } });
  });
});

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
    expect(refusalOf(() => open(opened, 1, pharmacist, 2, long))).toBe('PACK_EXPIRED');
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

describe('reporting a hand-over', () => {
  const report = (pack: PackSituation, by: Actor = pharmacist, at: Instant = now) =>
    reportHandOver(testDigest, { ...pack, reported: undefined }, ref, opening, by, at);

  it.each([
    ['a pack that is here', aPack(), pharmacist, now, []],
    ['a pack that was supplied here', supplied, pharmacist, now, []],
    ['a pack that nobody registered', unknownPack, pharmacist, now, ['unknown-serial']],
    ['a pack that is at its maker', aPack(undefined, atMaker), pharmacist, now, ['not-holder']],
    ['a pack that is on its way', aPack(undefined, onItsWay), pharmacist, now, ['on-its-way']],
    ['an expired pack', aPack(), pharmacist, long, ['expired']],
    ['a recalled pack', recalled, pharmacist, now, ['lot-stopped']],
    ['a pack that the other shop supplied', supplied, secondPharmacist, now, ['already-supplied']],
    [
      'a stolen pack, by another',
      aPack({ status: aStatus('stolen') }),
      hospitalPharmacist,
      now,
      ['not-active', 'not-holder'],
    ],
  ])('of %s is recorded', (_, pack, by, at, flags) => {
    const decision = report(pack, by, at);
    expect(decision).toMatchObject({ event: { type: 'HandOverReported', flags } });
    const { handOver } = 'state' in decision ? decision.state : { handOver: undefined };
    expect(handOver?.flags ?? []).toEqual(flags);
  });

  it('takes the pack out of the stock wherever it was, but leaves another’s state alone', () => {
    expect(report(aPack(undefined, atMaker))).toMatchObject({
      state: { pack: { state: { status: { state: 'supplied', handedOverAt: now } } } },
    });
    expect(report(supplied, secondPharmacist)).toMatchObject({ state: { pack: undefined } });
  });

  it('is the same again', () => {
    expect(report(handedOver)).toMatchObject({ repeated: { flags: [] } });
    const first = report(supplied, secondPharmacist);
    const reported = 'state' in first ? first.state.handOver : undefined;
    const again = reportHandOver(testDigest, { ...supplied, reported }, ref, opening, secondPharmacist, daysLater(1));
    expect(again).toMatchObject({ repeated: { at: now, flags: ['already-supplied'] } });
  });
});

/** A hand-over that happened is recorded whatever was wrong, and says what was. */
import type { Actor, Instant } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import {
  aPack,
  aStatus,
  atMaker,
  daysLater,
  handedOver,
  hospitalPharmacist,
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
import { reportHandOver } from './report-hand-over.rules';

describe('reporting a hand-over', () => {
  const report = (pack: PackSituation, by: Actor = pharmacist, at: Instant = now) =>
    reportHandOver(testDigest, { ...pack, reported: undefined }, ref, opening, by, at);

  it.each([
    ['a pack that is here', aPack(), pharmacist, now, []],
    ['a pack that was supplied here', supplied, pharmacist, now, []],
    ['a pack that nobody registered', unknownPack, pharmacist, now, ['unknown-serial']],
    ['a pack that is at its maker', aPack(undefined, atMaker), pharmacist, now, ['not-holder']],
    ['a pack that is on its way', aPack(undefined, onItsWay), pharmacist, now, ['on-its-way']],
    ['an expired pack', aPack(), pharmacist, longAfter, ['expired']],
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

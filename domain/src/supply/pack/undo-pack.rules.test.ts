/** Undoing a pack’s state: at the same site, in time, and nothing that somebody else relies on. */
import type { Actor, Instant } from '../../ledger';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import {
  aPack,
  aStatus,
  colleague,
  daysLater,
  handedOver,
  inStolenPallet,
  longAfter,
  opening,
  openingOf,
  pharmacist,
  recalled,
  ref,
  secondPharmacist,
  supplied,
} from '../fixtures/pack.fixtures';
import { now } from '../fixtures/supply.fixtures';
import type { PackSituation } from './pack-situation';
import { undoPack } from './undo-pack.rules';

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
    ['expired since', aPack({ status: aStatus('locked') }), pharmacist, longAfter, 'PACK_NOT_UNDOABLE'],
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

import { lotNumberSchema } from '../../gs1';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { aRecall, aStopList, otherLot } from '../fixtures/recall.fixtures';
import { lotNumber, now } from '../fixtures/supply.fixtures';
import { stopOf, withLock } from './stop-list.rules';
import { MOST_STOPPED_LOTS, type Stop, stopListSchema } from './stop-list.schema';

const id = (number: number) => number.toString(16).padStart(32, '0');
const stop = (number: number, more: Partial<Stop>): Stop => ({
  ...{ recall: id(number), kind: 'recall', isConfirmed: true, lots: [lotNumber] },
  ...more,
});
const list = (organisation: string, ...stops: readonly Stop[]) => aStopList(false, { organisation, stops: [...stops] });
const locked = stop(1, { isConfirmed: false });
const recalled = stop(2, {});
const withdrawn = stop(3, { kind: 'withdrawal', lots: [] });
const withdrawing = stop(4, { kind: 'withdrawal', lots: [], isConfirmed: false });
const elsewhere = stop(5, { lots: [otherLot] });

const by = (verdict: string, { recall }: Stop) => ({ verdict, recall });

describe('a lot is stopped', () => {
  it.each([
    ['by nobody', [], undefined],
    ['by neither of two', [list('manufacturer'), list('regulator')], undefined],
    ['not by what stops another lot', [list('manufacturer', elsewhere)], undefined],
    ['by the maker’s proposal', [list('manufacturer', locked)], by('lot-locked', locked)],
    ['by the regulator’s recall alone', [list('manufacturer'), list('regulator', recalled)], by('recalled', recalled)],
    ['by the maker’s recall alone', [list('manufacturer', recalled)], by('recalled', recalled)],
    ['by the product’s withdrawal', [list('regulator', withdrawn)], by('withdrawn', withdrawn)],
    ['by its proposal', [list('regulator', withdrawing)], by('lot-locked', withdrawing)],
    [
      'by a recall before a lock',
      [list('manufacturer', locked), list('regulator', recalled)],
      by('recalled', recalled),
    ],
    ['by its recall first', [list('manufacturer', withdrawn), list('regulator', recalled)], by('recalled', recalled)],
    ['by the withdrawal before a lock', [list('manufacturer', locked, withdrawn)], by('withdrawn', withdrawn)],
  ])('%s', (_, lists, expected) => {
    expect(stopOf(lists, lotNumber)).toEqual(expected);
  });
});

it('stops 500 lots of a product, and says what to do about more', () => {
  const lotOf = (number: number) => lotNumberSchema.parse(`L${number}`);
  const stops = Array.from({ length: MOST_STOPPED_LOTS - 2 }, (_, number) => stop(number, { lots: [lotOf(number)] }));
  const full = withLock(list('manufacturer', ...stops), aRecall(), now);
  expect(stopListSchema.safeParse(full).success).toBe(true);
  const more = aRecall({ lots: [{ lot: lotNumberSchema.parse('MORE'), packs: 1 }] });
  expect(refusalOf(() => withLock(full, more, now))).toBe('STOP_LIST_FULL');
  expect(withLock(full, aRecall({ kind: 'withdrawal', lots: [] }), now).stops).toHaveLength(MOST_STOPPED_LOTS);
});

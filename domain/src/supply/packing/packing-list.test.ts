import { refusalOf } from '../../ledger/fixtures/refusals';
import { caseOf } from '../fixtures/packing.fixtures';
import { containersOf, isListed, MOST_CONTAINERS_A_PACKING, readPackingList, writePackingList } from './packing-list';
import { loosePage, packingEntryAt, packingEntryOf, ssccOfEntry } from './packing-page';

const cases = [caseOf(3), caseOf(1), caseOf(2)].map((sscc, index) => ({ sscc, packs: index + 1 }));
const ascending = [cases[1]!, cases[2]!, cases[0]!];
const list = writePackingList(cases);

describe('a packing list', () => {
  it('holds its containers in ascending order, whatever order they came in', () => {
    expect(readPackingList(list)).toEqual(ascending);
    expect(containersOf(list, 1, 3)).toEqual(ascending.slice(1));
  });

  it('tells what is on it', () => {
    for (const { sscc } of cases) expect(isListed(list, packingEntryOf(sscc))).toBe(true);
    for (const number of [0, 4]) expect(isListed(list, packingEntryOf(caseOf(number)))).toBe(false);
    expect(isListed(list, loosePage(1))).toBe(false);
  });

  it.each<[string, Uint8Array]>([
    ['is empty', new Uint8Array()],
    ['is cut', list.slice(0, -1)],
    ['is too long', new Uint8Array((MOST_CONTAINERS_A_PACKING + 1) * 12)],
    ['descends', new Uint8Array([...list.slice(12), ...list.slice(0, 12)])],
    ['has a container twice', new Uint8Array([...list.slice(0, 12), ...list.slice(0, 12)])],
    ['names none', new Uint8Array([...loosePage(1), 0, 0, 0, 1])],
    ['names one with a wrong check digit', new Uint8Array([...wrong(list), ...list.slice(8, 12)])],
    ['names more digits than an SSCC has', new Uint8Array([...new Uint8Array(8).fill(255), 0, 0, 0, 1])],
    ['has a container without packs', new Uint8Array([...list.slice(0, 8), 0, 0, 0, 0])],
    ['has a container with too many', new Uint8Array([...list.slice(0, 8), 0, 0, 39, 17])],
  ])('is refused when it %s', (_, sent) => {
    expect(refusalOf(() => readPackingList(sent))).toBe('INVALID_INPUT');
  });

  it('is not made of a container twice', () => {
    expect(refusalOf(() => writePackingList([...cases, cases[0]!]))).toBe('INVALID_INPUT');
  });
});

describe('a packing page', () => {
  it('is loose at first', () => {
    expect(ssccOfEntry(packingEntryAt(loosePage(3), 2))).toBeUndefined();
  });

  it('gives back the container of an entry, with its leading zeros', () => {
    for (const sscc of [caseOf(0), caseOf(7), '000000000000000017'] as const)
      expect(ssccOfEntry(packingEntryOf(sscc as ReturnType<typeof caseOf>))).toBe(sscc);
  });
});

/** The first container's entry with another last digit. */
function wrong(bytes: Uint8Array): Uint8Array {
  const entry = bytes.slice(0, 8);
  entry[7] = (entry[7] ?? 0) ^ 1;
  return entry;
}

import { lotNumberSchema } from '../../gs1';
import { aCase } from '../fixtures/container.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { gtin, lotNumber } from '../fixtures/supply.fixtures';
import { countPacks } from './count-packs';

const other = lotNumberSchema.parse('OTHER');
const packing = '1'.repeat(32);

it.each([
  ['what was packed', [{ packing, gtin, lot: lotNumber, packs: 4 }], undefined, [{ gtin, lot: lotNumber, packs: 4 }]],
  [
    'without what was taken out',
    [{ packing, gtin, lot: lotNumber, packs: 4 }],
    [{ gtin, lot: lotNumber, packs: -4 }],
    [],
  ],
  [
    'with what was put in later',
    [{ packing, gtin, lot: lotNumber, packs: 4 }],
    [{ gtin, lot: other, packs: 2 }],
    [
      { gtin, lot: lotNumber, packs: 4 },
      { gtin, lot: other, packs: 2 },
    ],
  ],
])('counts %s', (_, contents, repacked, counted) => {
  expect(countPacks(aCase(caseOf(1), { contents, ...(repacked && { repacked }) }))).toEqual(counted);
});

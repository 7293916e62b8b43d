/** Which part of a view is shown. */
import { aRecord } from './fixtures/released';
import { mergeRecords } from './merge-records';
import { addressOf, pageOfView, viewFilter, viewQuery } from './view-page';

const filterOf = (query: Record<string, string> = {}) => viewFilter(viewQuery.parse(query));
const records = Array.from({ length: 5 }, (_, at) =>
  aRecord(`o${at}`, { arrivedAt: `2026-01-0${at + 1}T00:00:00.000Z` }),
);
const all = mergeRecords([{ custodian: 'clinic', records }]);

it('goes through all entries once, page by page', () => {
  const seen: string[] = [];
  let address: string | undefined = '/record?_count=2';
  while (address !== undefined) {
    const query = viewQuery.parse(Object.fromEntries(new URL(address, 'http://here').searchParams));
    const { entries, total, next } = pageOfView(all, viewFilter(query));
    expect(total).toBe(5);
    seen.push(...entries.map(({ record }) => record));
    address = next && addressOf('/record', query, next);
  }
  expect(seen).toEqual(all.map(({ record }) => record));
});

it('shows what arrived after a moment, of the kinds that are asked for', () => {
  const since = pageOfView(all, filterOf({ _since: '2026-01-03T01:00:00+01:00' }));
  expect(since.entries.map(({ body }) => body.id).sort()).toEqual(['o3', 'o4']);
  expect(pageOfView(all, filterOf({ _type: 'Condition' })).total).toBe(0);
  expect(pageOfView(all, filterOf({ _type: 'Condition,Observation' })).total).toBe(5);
});

it.each([
  [{ _type: 'Claim' }, '_type'],
  [{ _type: '' }, '_type'],
  [{ _page: 'nonsense' }, '_page'],
])('refuses %j by name', (query, field) => {
  expect(() => filterOf(query)).toThrow(field);
});

it.each([{ _count: '0' }, { _count: '1001' }, { _since: 'yesterday' }, { _elements: 'id' }])('refuses %j', (query) => {
  expect(viewQuery.safeParse(query).success).toBe(false);
});

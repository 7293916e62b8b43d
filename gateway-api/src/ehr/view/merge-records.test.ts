/** One view of several custodians' records. */
import { aRecord } from './fixtures/released';
import { mergeRecords } from './merge-records';

const merged = (...releases: Parameters<typeof mergeRecords>[0]) =>
  mergeRecords(releases).map(({ body, tellings }) => [body.id, tellings.map(({ custodian }) => custodian)]);

it('shows the same thing of two custodians once: the newest word, and both who told it', () => {
  const old = aRecord('c1', { identifier: 'sample-1' });
  const late = aRecord('h1', { identifier: 'sample-1', asOf: '2026-03-01T00:00:00.000Z' });
  expect(merged({ custodian: 'clinic', records: [old] }, { custodian: 'hospital', records: [late] })).toEqual([
    ...[['h1', ['hospital', 'clinic']]],
  ]);
});

it('shows of a thing’s versions the newest, and all its sources', () => {
  const first = aRecord('o1', { asOf: '2026-03-01T00:00:00.000Z' });
  const late = { ...aRecord('o1-late'), record: first.record, thing: first.thing, version: 2 };
  const [entry, ...more] = mergeRecords([{ custodian: 'clinic', records: [first, late] }]);
  expect([entry!.body.id, entry!.version, entry!.tellings[0]!.sources.length, more]).toEqual(['o1', 1, 2, []]);
});

it('keeps apart what one custodian keeps apart, though another has one name for both', () => {
  const records = [aRecord('c1', { identifier: 'order-1' }), aRecord('c2', { identifier: 'order-1' })];
  const other = { custodian: 'hospital', records: [aRecord('h1', { identifier: 'order-1' })] };
  expect(merged({ custodian: 'clinic', records }, other)).toHaveLength(3);
});

it('keeps apart two things of one custodian that a third record would join', () => {
  const joining = aRecord('h1', { identifier: 'a' });
  joining.body.identifier = [
    { system: 'urn:lab', value: 'a' },
    { system: 'urn:lab', value: 'b' },
  ];
  const records = [aRecord('c1', { identifier: 'a' }), aRecord('c2', { identifier: 'b' })];
  const all = merged({ custodian: 'clinic', records }, { custodian: 'hospital', records: [joining] });
  expect(all.map(([, custodians]) => (custodians as string[]).length).sort()).toEqual([1, 2]);
});

it('never takes two kinds of resources for one, nor what names nothing', () => {
  const one = aRecord('c1', { identifier: 'x' });
  const other = aRecord('h1', { identifier: 'x' });
  other.body.resourceType = 'Condition';
  const nameless = [aRecord('c2'), aRecord('h2')];
  expect(
    merged(
      { custodian: 'clinic', records: [one, nameless[0]!] },
      { custodian: 'hospital', records: [other, nameless[1]!] },
    ),
  ).toHaveLength(4);
});

it('arrived when the last word on it did', () => {
  const records = [aRecord('c1', { identifier: 'x', arrivedAt: '2026-05-01T00:00:00.000Z' })];
  const others = [aRecord('h1', { identifier: 'x', asOf: '2026-04-01T00:00:00.000Z' })];
  const [entry] = mergeRecords([
    { custodian: 'clinic', records },
    { custodian: 'hospital', records: others },
  ]);
  expect([entry!.body.id, entry!.arrivedAt]).toEqual(['h1', '2026-05-01T00:00:00.000Z']);
});

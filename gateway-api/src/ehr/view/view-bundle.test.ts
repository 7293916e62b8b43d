/** A view as FHIR has it. */
import { PATIENT, aRecord } from './fixtures/released';
import { mergeRecords } from './merge-records';
import type { RecordView } from './record-views';
import { LIMITED_NOTICE, viewBundle } from './view-bundle';

const session = { session: '5e'.repeat(16), patient: PATIENT } as RecordView['session'];
const whole: RecordView = {
  ...{ session, entries: [], total: 0, next: undefined, isLimited: false, missing: [], faults: [] },
};
const outcomeOf = (view: RecordView) => {
  const { entry } = viewBundle(view, '/record') as { entry: { resource: { issue?: unknown[] }; search: unknown }[] };
  return entry.find(({ search }) => (search as { mode: string }).mode === 'outcome')?.resource.issue;
};

it('says nothing of itself when nothing can be missing', () => {
  expect(outcomeOf(whole)).toBeUndefined();
});

it('carries the same notice under every limited consent, whether or not anything is shown', () => {
  const record = aRecord('o1');
  const entries = mergeRecords([{ custodian: 'clinic', records: [record] }]);
  const some = outcomeOf({ ...whole, isLimited: true, entries, total: 1 });
  expect(some).toEqual(outcomeOf({ ...whole, isLimited: true }));
  expect(some).toMatchObject([{ severity: 'information', details: { text: LIMITED_NOTICE } }]);
});

it('names custodians that are missing, and what is wrong with others', () => {
  const missing = [{ custodian: 'clinic', reason: 'MEMBER_UNAVAILABLE' }] as const;
  const faults = [{ custodian: 'hospital', kind: 'record-withheld', count: 2 }];
  expect(outcomeOf({ ...whole, missing, faults })).toMatchObject([
    {
      severity: 'warning',
      code: 'incomplete',
      details: { coding: [{ code: 'MEMBER_UNAVAILABLE' }] },
      diagnostics: 'clinic',
    },
    {
      severity: 'error',
      details: { coding: [{ code: 'record-withheld' }] },
      diagnostics: 'hospital: record-withheld, 2 times',
    },
  ]);
});

it('has for each entry who keeps it, since when, and which systems told it', () => {
  const entries = mergeRecords([{ custodian: 'clinic', records: [aRecord('o1')] }]);
  const bundle = viewBundle({ ...whole, entries, total: 1 }, '/record', '/record?_page=x');
  const fullUrl = `urn:uuid:${entries[0]!.record}`;
  expect(bundle).toMatchObject({
    ...{ type: 'searchset', total: 1 },
    link: [
      { relation: 'self', url: '/record' },
      { relation: 'next', url: '/record?_page=x' },
    ],
    entry: [
      { fullUrl, resource: { resourceType: 'Observation', id: 'o1' }, search: { mode: 'match' } },
      {
        resource: {
          ...{ resourceType: 'Provenance', target: [{ reference: fullUrl }], recorded: '2026-01-02T00:00:00.000Z' },
          agent: [{ type: { coding: [{ code: 'custodian' }] }, who: { identifier: { value: 'clinic' } } }],
          entity: [{ role: 'source', what: { identifier: { value: 'o1' }, display: 'ward' } }],
        },
        search: { mode: 'include' },
      },
    ],
  });
});

import type { EpcisEvent } from './event.schema';
import { namedGlns } from './named-places';

const event = (more: object): EpcisEvent =>
  ({ type: 'ObjectEvent', eventTime: '2026-11-20T08:00:00Z', eventTimeZoneOffset: '+00:00', ...more }) as EpcisEvent;

it.each([
  ['nobody', {}, []],
  ['where it was read', { readPoint: { id: 'urn:epc:id:sgln:9521104.00001.0' } }, ['9521104000013']],
  ['a part of a place', { bizLocation: { id: 'https://id.gs1.org/414/9521105000012/254/GATE-7' } }, ['9521105000012']],
  [
    'whoever gives and gets, in every role, once',
    {
      sourceList: [
        { type: 'owning_party', source: 'urn:epc:id:pgln:9521104.00001' },
        { type: 'location', source: 'https://id.gs1.org/414/9521104000013' },
      ],
      destinationList: [
        { type: 'possessing_party', destination: 'https://id.gs1.org/417/9521105000012' },
        { type: 'https://example.com/role', destination: 'https://id.gs1.org/417/9521103000014' },
      ],
    },
    ['9521104000013', '9521105000012', '9521103000014'],
  ],
  [
    'nobody by a place of somebody’s own, nor by what is moved',
    { readPoint: { id: 'https://example.com/places/7' }, epcList: ['urn:epc:id:sgln:9521104.00001.0'] },
    [],
  ],
])('an event names %s', (_, more, glns) => {
  expect([...namedGlns(event(more))]).toEqual(glns);
});

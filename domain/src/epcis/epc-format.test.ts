/** Events are told with Digital Links or URNs as the caller likes, and keep what has no other form. */
import type { CompanyPrefix } from '../gs1/company-prefix';
import { commissioningEvent, packingEvent, transformationEvent } from './fixtures/events';
import {
  type EpcFormat,
  type EpcisEvent,
  epcTranslator,
  fromJsonLd,
  GS1_PREFIXES,
  readEvent,
  withTranslatedEpcs,
} from '.';

const PREFIXES = ['9521321' as CompanyPrefix];

function eventOf(raw: unknown): EpcisEvent {
  const result = readEvent(fromJsonLd(raw, GS1_PREFIXES), 'json-ld');
  if (!result.ok) throw new Error(result.faults[0]?.rule);
  return result.event;
}

function translated(raw: unknown, format: EpcFormat, prefixes = PREFIXES): EpcisEvent {
  return withTranslatedEpcs(eventOf(raw), epcTranslator(format, prefixes)!);
}

const PAIRS = [
  ['urn:epc:id:sgtin:9521321.012345.A%2F1', 'https://id.gs1.org/01/09521321123458/21/A%2F1'],
  ['urn:epc:id:sscc:9521321.0000000001', 'https://id.gs1.org/00/095213210000000018'],
  ['urn:epc:id:sgln:9521321.00001.L1', 'https://id.gs1.org/414/9521321000018/254/L1'],
  ['urn:epc:id:pgln:9521321.00001', 'https://id.gs1.org/417/9521321000018'],
  ['urn:epc:class:lgtin:9521321.012345.L7', 'https://id.gs1.org/01/09521321123458/10/L7'],
  ['urn:epc:idpat:sgtin:9521321.012345.*', 'https://id.gs1.org/01/09521321123458'],
] as const;
const [pack, container, place, party, lot] = PAIRS;

describe('identifiers', () => {
  it.each(PAIRS)('%s is %s', (urn, link) => {
    expect(epcTranslator('Always_GS1_Digital_Link', [])!(urn)).toBe(link);
    expect(epcTranslator('Always_EPC_URN', PREFIXES)!(link)).toBe(urn);
  });

  it.each(['No_Preference', 'Never_Translates'] as const)('stay as they were captured with %s', (format) => {
    expect(epcTranslator(format, PREFIXES)).toBeUndefined();
  });

  it('stay when nobody knows their company prefix, or their kind', () => {
    expect(epcTranslator('Always_EPC_URN', [])!(pack[1])).toBe(pack[1]);
    expect(epcTranslator('Always_EPC_URN', PREFIXES)!('https://id.gs1.org/01/00000095200002/21/1')).toMatch(/^https/);
    expect(epcTranslator('Always_GS1_Digital_Link', [])!('urn:epc:id:giai:9521321.1')).toBe(
      'urn:epc:id:giai:9521321.1',
    );
  });
});

it('every identifier of an event is translated, and nothing else', () => {
  const event = (form: 0 | 1) =>
    packingEvent({
      ...{ parentID: container[form], childEPCs: [pack[form], 'urn:x:1'] },
      childQuantityList: [{ epcClass: lot[form], quantity: 2 }],
      ...{ readPoint: { id: place[form] }, bizLocation: { id: place[form], 'cbvmda:note': place[0] } },
      sourceList: [{ type: 'owning_party', source: party[form] }],
      destinationList: [{ type: 'location', destination: place[form] }],
    });
  expect(translated(event(0), 'Always_GS1_Digital_Link')).toEqual(eventOf(event(1)));
  expect(translated(event(1), 'Always_EPC_URN')).toEqual(eventOf(event(0)));
});

it('inputs and outputs too', () => {
  const event = (form: 0 | 1) => transformationEvent({ inputEPCList: [pack[form]], outputEPCList: [container[form]] });
  expect(translated(event(0), 'Always_GS1_Digital_Link')).toEqual(eventOf(event(1)));
});

it('the event itself is not touched', () => {
  const event = eventOf(commissioningEvent());
  const before = structuredClone(event);
  withTranslatedEpcs(event, epcTranslator('Always_GS1_Digital_Link', [])!);
  expect(event).toEqual(before);
});

/** One XML event in the field names of the standard's JSON form, with the place of everything in it. */
import { type EventFault, timeZoneOffsetSchema } from '@theriac/domain/epcis';
import { placeOfElement, type XmlElement } from './xml-element';
import { objectOf } from './xml-fields';
import { type Path, XmlPlaces } from './xml-places';

/** An event as `readEvent` takes it, what could not be brought into that form, and where everything stood. */
export interface RawXmlEvent {
  readonly raw: unknown;
  readonly faults: readonly EventFault[];
  readonly placeOf: (path: Path) => string;
}

/** Converts an event's element. `isFirstVersion`: EPCIS 1.x, where a time may leave its zone to the event's offset. */
export function eventFromXml(element: XmlElement, isFirstVersion: boolean): RawXmlEvent {
  const places = new XmlPlaces(element);
  const event: Record<string, unknown> = { ...objectOf(element, places), type: element.name };
  if (element.uri !== '') places.fault('must be an event, in no namespace');
  return {
    raw: isFirstVersion ? fromFirstVersion(event) : event,
    faults: places.faults,
    placeOf: (path) => placeOfElement(places.elementAt(path)),
  };
}

const TIMES = ['eventTime', 'recordTime', 'declarationTime'];
const WITHOUT_ZONE = /T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/;

/** What only 1.x has: times without a zone, and QuantityEvent, which 1.1 replaced by the observation of a quantity. */
function fromFirstVersion(event: Record<string, unknown>): Record<string, unknown> {
  const zone = timeZoneOffsetSchema.safeParse(event.eventTimeZoneOffset);
  const dated = zone.success ? withZones(event, zone.data) : event;
  if (event.type !== 'QuantityEvent') return dated;
  const { epcClass, quantity, ...rest } = dated;
  return { ...rest, type: 'ObjectEvent', action: 'OBSERVE', quantityList: [{ epcClass, quantity: Number(quantity) }] };
}

function withZones(fields: Record<string, unknown>, zone: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (name === 'errorDeclaration') return [name, withZones(value as Record<string, unknown>, zone)];
      const isLocal = TIMES.includes(name) && typeof value === 'string' && WITHOUT_ZONE.test(value);
      return [name, isLocal ? `${value}${zone}` : value];
    }),
  );
}

/** The places and parties that an event names: whom it concerns beside those who captured it. */
import { type Gln, readEpc } from '../gs1';
import type { EpcisEvent } from './event.schema';

/** The part of an event that names places and parties. */
export type NamedPlaces = Pick<EpcisEvent, 'readPoint' | 'bizLocation' | 'sourceList' | 'destinationList'>;

/** The GLNs of an event's places, sources and destinations of every type; what has no GLN names nobody. */
export function namedGlns({ readPoint, bizLocation, sourceList, destinationList }: NamedPlaces): ReadonlySet<Gln> {
  const uris = [
    ...[readPoint, bizLocation].flatMap((place) => (place === undefined ? [] : [place.id])),
    ...(sourceList ?? []).map(({ source }) => source),
    ...(destinationList ?? []).map(({ destination }) => destination),
  ];
  const glns = uris.flatMap((uri) => {
    const epc = readEpc(uri);
    return epc.ok && (epc.key.kind === 'sgln' || epc.key.kind === 'pgln') ? [epc.key.gln] : [];
  });
  return new Set(glns);
}

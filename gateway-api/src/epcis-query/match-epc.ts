/** What `MATCH_…` parameters mean: an EPC in either of its forms, a class, or a pattern over serials. */
import { type EpcKey, readEpc } from '@theriac/domain/gs1';
import { isAbsoluteUri } from '@theriac/domain/epcis';
import { nameOfKey } from './epc-name';
import { beginning, named, type NameRange, type NameTest } from './event-filter';
import { type EpcKind, hashedName, type NameKind, productKind } from './event-names';
import { ParameterFault } from './parameter-fault';

const PATTERN = /^urn:epc:idpat:([a-z0-9]+):(.+)$/;

/**
 * Events that name one of these objects.
 *
 * @throws ParameterFault when one is no URI, or a broken EPC
 */
export function matchEpcs(kinds: readonly EpcKind[], uris: readonly string[]): NameTest[] {
  return uris.map((uri) => matchEpc(kinds, uri));
}

function matchEpc(kinds: readonly EpcKind[], uri: string): NameTest {
  const key = keyOf(uri);
  if (key?.kind === 'gtin') return named(kinds.map(productKind), { names: [nameOfKey(key)] });
  const [, scheme, body] = PATTERN.exec(uri) ?? [];
  if (scheme !== undefined && body !== undefined) return matchPattern(kinds, scheme, body);
  const name = key === undefined ? uri : nameOfKey(key);
  return named([], { epcs: kinds.map((kind) => hashedName(kind, name)) });
}

/** A pattern such as `sscc:9521321.*`: whatever stands under it. */
function matchPattern(kinds: readonly EpcKind[], scheme: string, body: string): NameTest {
  const prefix = /^(\d{6,12})(?:\.\*)+$/.exec(body)?.[1];
  if (scheme === 'sgtin' && prefix !== undefined)
    return named(kinds.map(productKind), { ranges: underPrefix('01', prefix) });
  if (scheme === 'sscc' && prefix !== undefined) return named(kinds, { ranges: underPrefix('00', prefix) });
  const stem = /^([^*]+\.)\*(?:\.\*)*$/.exec(body)?.[1];
  if (stem === undefined) throw new ParameterFault('must have a * for each part from some part on');
  return named(kinds, { ranges: [beginning(`urn:epc:id:${scheme}:${stem}`)] });
}

/** Events that name one of these classes: a product, or a lot of it. */
export function matchClasses(kinds: readonly NameKind[], uris: readonly string[]): NameTest[] {
  return uris.map((uri) => {
    const [, scheme, body = ''] = PATTERN.exec(uri) ?? [];
    if (scheme === 'lgtin' && body.endsWith('.*')) {
      const product = keyOf(`urn:epc:idpat:sgtin:${body}`);
      if (product !== undefined) return named(kinds, { ranges: [beginning(`${nameOfKey(product)}/10/`)] });
    }
    const key = keyOf(uri);
    return named(kinds, { names: [key === undefined ? uri : nameOfKey(key)] });
  });
}

/** A place, and with descendants those that its GLN says are within it. */
export function matchPlaces(kind: NameKind, uris: readonly string[], withDescendants: boolean): NameTest[] {
  return uris.map((uri) => {
    const key = keyOf(uri);
    const name = key === undefined ? uri : nameOfKey(key);
    const isWhole = key?.kind === 'sgln' && key.extension === undefined;
    return named(kind, { names: [name], ranges: withDescendants && isWhole ? [beginning(`${name}/254/`)] : [] });
  });
}

/** Several tests of which one is enough. */
export function anyOf(tests: readonly NameTest[]): NameTest {
  // Tests of one parameter differ in what they look for, and where; looking everywhere for all finds nothing else.
  return {
    kinds: [...new Set(tests.flatMap(({ kinds }) => kinds))],
    names: tests.flatMap(({ names }) => names),
    ranges: tests.flatMap(({ ranges }) => ranges),
    epcs: tests.flatMap(({ epcs }) => epcs),
  };
}

function keyOf(uri: string): EpcKey | undefined {
  const epc = readEpc(uri);
  if (epc.ok) return epc.key;
  if (!epc.isOtherKind && !PATTERN.test(uri)) throw new ParameterFault(epc.rule);
  if (!isAbsoluteUri(uri)) throw new ParameterFault('must be a URI');
  return undefined;
}

/** Item and container numbers have a digit of their own before the company's prefix. */
function underPrefix(identifier: '00' | '01', prefix: string): NameRange[] {
  return Array.from({ length: 10 }, (_, digit) => beginning(`${identifier}/${digit}${prefix}`));
}

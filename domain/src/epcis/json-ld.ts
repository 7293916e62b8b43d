/** JSON-LD events: prefixes resolved, extension fields split off under their namespaces. No context is ever fetched. */
import type { Extension, ExtensionValue } from './extension';

/** Prefixes and the namespaces they stand for. */
export type Prefixes = ReadonlyMap<string, string>;

/** The prefixes of GS1's own context. */
export const GS1_PREFIXES: Prefixes = new Map([
  ['cbvmda', 'urn:epcglobal:cbv:mda'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['gs1', 'https://gs1.org/voc/'],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
]);

type JsonObject = Readonly<Record<string, unknown>>;

/** Adds what a `@context` declares inside the document; addresses of contexts elsewhere add nothing. */
export function withContext(prefixes: Prefixes, context: unknown): Prefixes {
  const declared = (Array.isArray(context) ? context : [context])
    .filter(isObject)
    .flatMap((part) => Object.entries(part));
  return new Map([
    ...prefixes,
    ...declared.flatMap(([prefix, target]): [string, string][] =>
      typeof target === 'string' && /^[A-Za-z][\w.-]*$/.test(prefix) ? [[prefix, namespaceOf(target)]] : [],
    ),
  ]);
}

/** The event in the form that `readEvent` takes. What is no object stays as it is, for `readEvent` to refuse. */
export function fromJsonLd(raw: unknown, outer: Prefixes): unknown {
  if (!isObject(raw)) return raw;
  const prefixes = '@context' in raw ? withContext(outer, raw['@context']) : outer;
  const { '@context': _, ...event } = raw;
  return split(expandValues(event, prefixes), prefixes, {
    readPoint: (value) => split(value, prefixes),
    bizLocation: (value) => split(value, prefixes),
    errorDeclaration: (value) => split(value, prefixes),
    certificationInfo: (value) => (typeof value === 'string' ? [value] : value),
    ilmd: (value) => (isObject(value) ? fieldsOf(value, prefixes) : value),
    sensorElementList: (value) => eachOf(value, (element) => sensorElement(element, prefixes)),
  });
}

function sensorElement(raw: unknown, prefixes: Prefixes): unknown {
  return split(raw, prefixes, {
    sensorMetadata: (value) => split(value, prefixes),
    sensorReport: (value) => eachOf(value, (report) => split(report, prefixes)),
  });
}

function eachOf(value: unknown, convert: (item: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(convert) : value;
}

/** Names with a colon go to `extensions`; the others stay, so that an unknown one is refused where it stands. */
function split(
  raw: unknown,
  prefixes: Prefixes,
  converters: Readonly<Record<string, (value: unknown) => unknown>> = {},
): unknown {
  if (!isObject(raw)) return raw;
  const own: [string, unknown][] = [];
  const extensions: Extension[] = [];
  for (const [key, value] of Object.entries(raw)) {
    if (key.includes(':')) extensions.push(...extensionsOf(key, value, prefixes));
    // A field of the document that is called as ours must not pass as ours.
    else if (key === 'extensions') own.push(['extensions (in the document)', value]);
    else own.push([key, Object.hasOwn(converters, key) ? converters[key]?.(value) : value]);
  }
  return Object.fromEntries(extensions.length === 0 ? own : [...own, ['extensions', extensions]]);
}

function fieldsOf(value: JsonObject, prefixes: Prefixes): Extension[] {
  return Object.entries(value).flatMap(([key, each]) => extensionsOf(key, each, prefixes));
}

function extensionsOf(key: string, value: unknown, prefixes: Prefixes): Extension[] {
  const { namespace, name } = expand(key, prefixes);
  // A list in JSON-LD is the same field several times.
  const values = Array.isArray(value) ? value.flat(Infinity) : [value];
  return values.map((each) => ({ namespace, name, value: valueOf(each, prefixes) }));
}

function valueOf(value: unknown, prefixes: Prefixes): ExtensionValue {
  if (isObject(value)) return fieldsOf(value, prefixes);
  return value as ExtensionValue;
}

/** `prefix:name`, or a whole URI as name, whose last part is the name proper. */
function expand(key: string, prefixes: Prefixes): { namespace: string; name: string } {
  const colon = key.indexOf(':');
  if (colon < 0) return { namespace: '', name: key };
  const namespace = prefixes.get(key.slice(0, colon));
  if (namespace !== undefined && !key.startsWith('//', colon + 1)) return { namespace, name: key.slice(colon + 1) };
  const end = Math.max(key.lastIndexOf('/'), key.lastIndexOf('#'), key.lastIndexOf(':')) + 1;
  return { namespace: namespaceOf(key.slice(0, end)), name: key.slice(end) };
}

/** Values too may begin with a prefix, `example:packaging`: outside the document nobody would know what it stood for. */
function expandValues(value: unknown, prefixes: Prefixes): unknown {
  if (typeof value === 'string') return expandValue(value, prefixes);
  if (Array.isArray(value)) return value.map((each) => expandValues(each, prefixes));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, expandValues(each, prefixes)]));
}

function expandValue(text: string, prefixes: Prefixes): string {
  const colon = text.indexOf(':');
  if (colon < 0 || text.startsWith('//', colon + 1)) return text;
  const namespace = prefixes.get(text.slice(0, colon));
  if (namespace === undefined) return text;
  return `${namespace}${namespace.startsWith('urn:') ? ':' : ''}${text.slice(colon + 1)}`;
}

/** XML writes the namespace `urn:epcglobal:cbv:mda`, JSON-LD `urn:epcglobal:cbv:mda:`: they are one. */
function namespaceOf(target: string): string {
  return target.endsWith(':') ? target.slice(0, -1) : target;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

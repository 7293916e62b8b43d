/** A typed event as JSON-LD writes it: what `fromJsonLd` and `readEvent` read back to the same event. */
import type { EpcisEvent } from './event.schema';
import type { Extension, ExtensionValue } from './extension';
import type { NamespacePrefixes } from './namespace-prefixes';

type JsonObject = Record<string, unknown>;

/** The event in the standard's JSON form; its extension fields stand under prefixes that the document is to declare. */
export function toJsonLd(event: EpcisEvent, prefixes: NamespacePrefixes): JsonObject {
  const { type, eventID, eventTime, eventTimeZoneOffset, ...rest } = event;
  const fields = { type, eventID, eventTime, eventTimeZoneOffset, ...rest };
  return joined(fields, prefixes, {
    readPoint: (value) => joined(value, prefixes),
    bizLocation: (value) => joined(value, prefixes),
    errorDeclaration: (value) => joined(value, prefixes),
    ilmd: (value) => fieldsOf(value as Extension[], prefixes),
    sensorElementList: (value) => (value as object[]).map((element) => sensorElement(element, prefixes)),
  });
}

function sensorElement(element: object, prefixes: NamespacePrefixes): JsonObject {
  return joined(element, prefixes, {
    sensorMetadata: (value) => joined(value, prefixes),
    sensorReport: (value) => (value as object[]).map((report) => joined(report, prefixes)),
  });
}

/** An object with its extension fields among the others. */
function joined(
  part: unknown,
  prefixes: NamespacePrefixes,
  converters: Readonly<Record<string, (value: unknown) => unknown>> = {},
): JsonObject {
  const { extensions = [], ...own } = part as { extensions?: Extension[] | undefined };
  const fields = Object.entries(own as JsonObject)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, Object.hasOwn(converters, name) ? converters[name]?.(value) : value] as const);
  // Among the standard's own fields even a name without a namespace needs its colon.
  return { ...Object.fromEntries(fields), ...fieldsOf(extensions, prefixes, ':') };
}

/** Extension fields; one that stands several times becomes a list. */
function fieldsOf(extensions: readonly Extension[], prefixes: NamespacePrefixes, bare = ''): JsonObject {
  const values = new Map<string, unknown[]>();
  for (const { namespace, name, value } of extensions) {
    const key = keyOf(namespace, name, prefixes, bare);
    const written = valueOf(value, prefixes);
    const list = values.get(key);
    if (list === undefined) values.set(key, [written]);
    else list.push(written);
  }
  return Object.fromEntries(Array.from(values, ([key, list]) => [key, list.length === 1 ? list[0] : list]));
}

/** A name that begins with `@` would be one of JSON-LD's keywords. */
function keyOf(namespace: string, name: string, prefixes: NamespacePrefixes, bare: string): string {
  if (namespace !== '') return `${prefixes.prefixOf(namespace)}:${name}`;
  return name.startsWith('@') ? `:${name}` : `${bare}${name}`;
}

function valueOf(value: ExtensionValue, prefixes: NamespacePrefixes): unknown {
  return Array.isArray(value) ? fieldsOf(value, prefixes) : value;
}

/** References inside resources: read, and written anew for where they lead here. */
import { isObject } from './read-resources';

/** Where a reference leads: to another one, to nothing new (undefined: it stays), or to a logical one. */
export type ReferenceTarget =
  { readonly reference: string } | { readonly identifier: { readonly system: string; readonly value: string } };

type Json = Readonly<Record<string, unknown>>;

/** `Encounter/e1` or `Encounter/e1/_history/2`. */
const LITERAL = /^([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;
/** `Patient?identifier=system|value`. */
const CONDITIONAL = /^([A-Z][A-Za-z]{1,63})\?identifier=([^|&]*)\|([^|&]+)$/;

/** What a relative literal reference names. */
export function literalOf(reference: string): { readonly type: string; readonly id: string } | undefined {
  const [, type, id] = LITERAL.exec(reference) ?? [];
  return type === undefined || id === undefined ? undefined : { type, id };
}

/** What a conditional reference asks for. */
export function conditionOf(
  reference: string,
): { readonly type: string; readonly system: string; readonly value: string } | undefined {
  const [, type, system = '', value] = CONDITIONAL.exec(reference) ?? [];
  if (type === undefined || value === undefined) return undefined;
  return { type, system: decode(system), value: decode(value) };
}

/** Every reference of a resource, once each. */
export function referencesOf(resource: Json): string[] {
  const found = new Set<string>();
  rewriteReferences(resource, (reference) => {
    found.add(reference);
    return undefined;
  });
  return [...found];
}

/**
 * A copy whose references lead where `target` says. What a reference displays is taken off where it says by other means
 * whom it means: it is mostly somebody's name, as it once was.
 */
export function rewriteReferences<T extends Json>(
  resource: T,
  target: (reference: string) => ReferenceTarget | undefined,
): T {
  return rewriteValue(resource, target) as T;
}

function rewriteValue(value: unknown, target: (reference: string) => ReferenceTarget | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => rewriteValue(one, target));
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rewriteValue(one, target)]));
  const { reference } = value;
  if (typeof reference !== 'string') return isLogical(value) ? withoutDisplay(copy) : copy;
  const { reference: _, ...rest } = withoutDisplay(copy);
  return { ...rest, ...(target(reference) ?? { reference }) };
}

function isLogical({ identifier, display, code }: Json): boolean {
  return isObject(identifier) && typeof display === 'string' && code === undefined;
}

function withoutDisplay({ display: _, _display: _extended, ...rest }: Json): Json {
  return rest;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

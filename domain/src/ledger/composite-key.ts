/** Fabric's composite keys as text: what a contract writes under, and what a block's reader recognises a state by. */

/** Opens a composite key, and ends its type and each attribute. */
const SEPARATOR = '\u0000';

/** A key's parts: the kind of state, and what tells one from another. */
export interface CompositeKey {
  readonly objectType: string;
  readonly attributes: readonly string[];
}

/** The key of a kind of state and its attributes; none may be empty or hold U+0000, which the schemas see to. */
export function compositeKey(objectType: string, attributes: readonly string[]): string {
  return SEPARATOR + [objectType, ...attributes].map((part) => part + SEPARATOR).join('');
}

/** The parts of a composite key; undefined when the key is a simple one. */
export function splitCompositeKey(key: string): CompositeKey | undefined {
  if (!key.startsWith(SEPARATOR) || !key.endsWith(SEPARATOR)) return undefined;
  const [objectType, ...attributes] = key.slice(1, -1).split(SEPARATOR);
  return objectType === undefined || objectType === '' ? undefined : { objectType, attributes };
}

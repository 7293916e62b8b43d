/** Canonical JSON (RFC 8785): the same state has the same bytes on every endorser. */
import canonicalize from 'canonicalize';

/**
 * The canonical text of a value that JSON can hold.
 *
 * @throws TypeError when the value has no JSON form
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

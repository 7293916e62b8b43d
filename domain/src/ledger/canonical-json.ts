/** Canonical JSON (RFC 8785): the same state has the same bytes on every endorser. */
import canonicalize from 'canonicalize';

/** Entries of a list whose text is one piece: some 100 KB of EPCs. */
const ENTRIES_A_PIECE = 2_000;

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

/**
 * The text of {@link canonicalJson} piece by piece, for an object with fields that are long lists: neither memory nor
 * one turn has to hold the whole.
 */
export function* canonicalPieces(value: Readonly<Record<string, unknown>>): Generator<string> {
  let before = '{';
  for (const [name, field] of Object.entries(value).sort(byName)) {
    if (field === undefined) continue;
    yield `${before}${canonicalJson(name)}:`;
    if (Array.isArray(field)) yield* listPieces(field);
    else yield canonicalJson(field);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  yield '[';
  for (let at = 0; at < list.length; at += ENTRIES_A_PIECE) {
    const entries = canonicalJson(list.slice(at, at + ENTRIES_A_PIECE)).slice(1, -1);
    yield at === 0 ? entries : `,${entries}`;
  }
  yield ']';
}

/** By UTF-16 code units, as RFC 8785 asks. */
function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

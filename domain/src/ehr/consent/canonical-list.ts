/** Lists whose order says nothing, written in one way: sorted by canonical JSON (code units), each entry once. */
import { canonicalJson } from '../../ledger';

/** The list in that way. */
export function canonicalList<T>(list: readonly T[]): T[] {
  const byText = new Map(list.map((entry) => [canonicalJson(entry), entry]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}

/** Whether a list is written in that way. */
export function isCanonicalList(list: readonly unknown[]): boolean {
  const texts = list.map(canonicalJson);
  return texts.every((text, at) => at === 0 || (texts[at - 1] ?? '') < text);
}

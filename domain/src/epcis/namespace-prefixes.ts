/** Prefixes for the namespaces that a document's extension fields have: GS1's own, and `ext1`, `ext2`, … for the others. */
import { GS1_PREFIXES } from './json-ld';

/** What both XML and JSON-LD know without a declaration. */
const GIVEN: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
  ...Array.from(GS1_PREFIXES, ([prefix, namespace]): [string, string] => [namespace, prefix]),
]);

/** Gives out prefixes while a document is written, and tells at its end which were used. */
export class NamespacePrefixes {
  readonly #used = new Map<string, string>();
  #own = 0;

  /** The prefix of a namespace; the same each time. */
  prefixOf(namespace: string): string {
    const known = this.#used.get(namespace);
    if (known !== undefined) return known;
    const prefix = GIVEN.get(namespace) ?? `ext${(this.#own += 1)}`;
    this.#used.set(namespace, prefix);
    return prefix;
  }

  /** The namespaces that were used, with their prefixes. */
  get used(): ReadonlyMap<string, string> {
    return this.#used;
  }

  /** The same as a JSON-LD context declares them: those that GS1's own context has already are left out. */
  context(): Record<string, string> {
    const own = [...this.#used].filter(([namespace]) => !GIVEN.has(namespace));
    return Object.fromEntries(own.map(([namespace, prefix]) => [prefix, termOf(namespace)]));
  }
}

/** JSON-LD joins namespace and name without a sign between them; `fromJsonLd` takes one colon at the end off again. */
function termOf(namespace: string): string {
  return /[/#]$/.test(namespace) ? namespace : `${namespace}:`;
}

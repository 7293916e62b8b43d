/** One spelling for every GS1 key: the Digital Link at `id.gs1.org` with the finest key only, and no query. */
import { CANONICAL_DOMAIN, linkOfUrn } from './urn-link';

/** What a link may hold as it is, or as a percent code. */
const CHARACTER = String.raw`(?:["'\-.\d;<=>?A-Z_a-z]|%[\dA-Fa-f]{2})`;

const upTo = (most: number): RegExp => new RegExp(`^${CHARACTER}{1,${most}}$`);

interface Key {
  /** What its identifier was called in early links. */
  readonly alias: string;
  readonly value: RegExp;
  /** What may make it finer, the coarser first; anything else is no EPC. */
  readonly qualifiers?: Readonly<Record<string, RegExp>>;
}

const ITEM_QUALIFIERS = { '22': upTo(20), '10': upTo(20), '21': upTo(20) };

const KEYS: Readonly<Record<string, Key>> = {
  '00': { alias: 'sscc', value: /^\d{18}$/ },
  '01': { alias: 'gtin', value: /^\d{14}$/, qualifiers: { ...ITEM_QUALIFIERS, '235': upTo(28) } },
  '253': { alias: 'gdti', value: new RegExp(String.raw`^\d{13}${CHARACTER}{0,17}$`) },
  '255': { alias: 'gcn', value: /^\d{13,25}$/ },
  '401': { alias: 'ginc', value: upTo(30) },
  '402': { alias: 'gsin', value: /^\d{17}$/ },
  '414': { alias: 'gln', value: /^\d{13}$/, qualifiers: { '254': upTo(20) } },
  '417': { alias: 'party', value: /^\d{13}$/ },
  '8003': { alias: 'grai', value: new RegExp(String.raw`^\d{14}${CHARACTER}{0,16}$`) },
  '8004': { alias: 'giai', value: upTo(30) },
  '8006': { alias: 'itip', value: /^\d{18}$/, qualifiers: ITEM_QUALIFIERS },
  '8010': { alias: 'cpid', value: /^(?:[\d\-A-Z]|%2[3Ff]){1,30}$/, qualifiers: { '8011': /^\d{1,12}$/ } },
  '8017': { alias: 'gsrnp', value: /^\d{18}$/ },
  '8018': { alias: 'gsrn', value: /^\d{18}$/ },
};

const ALIASES: ReadonlyMap<string, string> = new Map([
  ...Object.entries(KEYS).map(([identifier, { alias }]) => [alias, identifier] as const),
  ...([
    ['cpv', '22'],
    ['lot', '10'],
    ['ser', '21'],
  ] as const),
]);

/** Serials that are written alike in a URN and in a link; any other goes the long way. */
const PLAIN_SERIAL = /^[\w.-]{1,20}$/;
const LINK_OF_PACK = /^(.+\/01\/\d{14}\/21\/)([\w.-]{1,20})$/;

/** The canonical link of an EPC URN, or of a Digital Link of any domain; undefined for any other text. */
export function canonicalLink(text: string): string | undefined {
  if (text.startsWith('urn:epc:')) return linkOfUrn(text);
  const path = /^https?:\/\/[^/?#]+\/([^?#]*)(?:\?[^#]*)?$/.exec(text)?.[1];
  return path === undefined ? undefined : linkOfPath(path.replace(/\/$/, '').split('/'));
}

/** As {@link canonicalLink} for many in a row, where packs of one product differ in their serial only; other texts stay. */
export function linkWriter(): (text: string) => string {
  let head: string | undefined;
  let linkHead = '';
  return (text) => {
    if (head !== undefined && text.startsWith(head)) {
      const serial = text.slice(head.length);
      if (PLAIN_SERIAL.test(serial)) return linkHead + serial;
    }
    const link = canonicalLink(text);
    const [, before = '', serial = ''] = LINK_OF_PACK.exec(link ?? '') ?? [];
    const textBefore = text.slice(0, text.length - serial.length);
    if (before !== '' && text.endsWith(serial) && /^[^?#]+[./]$/.test(textBefore)) {
      head = textBefore;
      linkHead = before;
    }
    return link ?? text;
  };
}

/** The path may begin with anything: the key is the first that has the form of one. */
function linkOfPath(segments: readonly string[]): string | undefined {
  for (let at = 0; at < segments.length - 1; at += 1) {
    const identifier = identifierOf(segments[at]);
    const key = Object.hasOwn(KEYS, identifier) ? KEYS[identifier] : undefined;
    const value = identifier === '01' ? padded(segments[at + 1] ?? '') : (segments[at + 1] ?? '');
    if (key?.value.test(value) !== true || !/^\d{4}/.test(value)) continue;
    const qualifier = finestOf(segments.slice(at + 2), key.qualifiers ?? {});
    return qualifier === undefined ? undefined : `${CANONICAL_DOMAIN}/${identifier}/${value}${qualifier}`;
  }
  return undefined;
}

/** `/21/{serial}`, or nothing; undefined when something stands there that is no qualifier of the key. */
function finestOf(segments: readonly string[], allowed: Readonly<Record<string, RegExp>>): string | undefined {
  let finest = '';
  for (let at = 0; at < segments.length; at += 2) {
    const identifier = identifierOf(segments[at]);
    const value = segments[at + 1] ?? '';
    if (!Object.hasOwn(allowed, identifier) || allowed[identifier]?.test(value) !== true) return undefined;
    // A variant of a product is no level of identification.
    if (identifier !== '22') finest = `/${identifier}/${value}`;
  }
  return finest;
}

function identifierOf(segment = ''): string {
  return ALIASES.get(segment) ?? segment;
}

/** Early links wrote short GTINs as they are. */
function padded(gtin: string): string {
  return /^(?:\d{8}|\d{12,13})$/.test(gtin) ? gtin.padStart(14, '0') : gtin;
}

/** EPC URNs of every scheme as canonical Digital Links, text to text: serials keep the percent codes that they have. */
import { checkDigit } from '../check-digit';

/** GS1's own domain: the canonical one. */
export const CANONICAL_DOMAIN = 'https://id.gs1.org';

/** A character of a serial as an EPC URN writes it: itself, or a percent code. */
const URN_CHARACTER = String.raw`(?:%2[125-9A-Fa-f]|%3\d|%3[A-Fa-f]|%4[1-9A-Fa-f]|%5[\dAaFf]|%6[1-9A-Fa-f]|%7[\dAa]|[!')(*+,.\d:;=A-Za-z_-])`;
/** The same for a component's part number, whose alphabet is smaller. */
const PART_CHARACTER = String.raw`(?:%2[3DFdf]|%3\d|%4[1-9A-Fa-f]|%5[\dAa]|[\dA-Z-])`;

/** How a scheme of EPC URNs becomes a link: what follows `urn:epc:`, and the link's path. */
interface Scheme {
  readonly body: RegExp;
  readonly path: (prefix: string, reference: string, ...more: string[]) => string | undefined;
}

/** `urn:epc:{name}:{company prefix}.{rest}` */
function scheme(rest: string, path: Scheme['path']): Scheme {
  return { body: new RegExp(String.raw`^(\d{6,12})\.${rest}$`), path };
}

const serialOf = (most: number): string => `(${URN_CHARACTER}{1,${most}})`;
const ITEM = String.raw`(\d+)\.${serialOf(20)}`;
const PLACE = String.raw`(\d*)`;

/** Digits for a GTIN: its indicator stands in the middle of the URN. */
const gtin = (prefix: string, item: string): string | undefined =>
  withCheck(`${item.slice(0, 1)}${prefix}${item.slice(1)}`, 13);
const joined = (path: string, key: string | undefined, more = ''): string | undefined =>
  key === undefined ? undefined : `/${path}/${key}${more}`;
const asset = (prefix: string, reference: string): string | undefined =>
  reference.length + prefix.length === 12 ? withCheck(`0${prefix}${reference}`, 13) : undefined;

const SCHEMES: Readonly<Record<string, Scheme>> = {
  'id:sgtin': scheme(ITEM, (prefix, item, serial) => joined('01', gtin(prefix, item), `/21/${encode(serial)}`)),
  'id:upui': scheme(String.raw`(\d+)\.${serialOf(28)}`, (prefix, item, serial) =>
    joined('01', gtin(prefix, item), `/235/${encode(serial)}`),
  ),
  'id:itip': scheme(String.raw`(\d+)\.(\d\d)\.(\d\d)\.${serialOf(20)}`, (prefix, item, piece, total, serial) =>
    joined('8006', gtin(prefix, item), `${piece}${total}/21/${encode(serial)}`),
  ),
  'id:sscc': scheme(String.raw`(\d+)`, (prefix, serial) =>
    joined('00', withCheck(`${serial.slice(0, 1)}${prefix}${serial.slice(1)}`, 17)),
  ),
  'id:sgln': scheme(String.raw`${PLACE}\.${serialOf(20)}`, (prefix, place, extension) =>
    joined('414', withCheck(prefix + place, 12), extension === '0' ? '' : `/254/${encode(extension)}`),
  ),
  'id:pgln': scheme(PLACE, (prefix, party) => joined('417', withCheck(prefix + party, 12))),
  'id:grai': scheme(String.raw`${PLACE}\.${serialOf(16)}`, (prefix, type, serial) =>
    joined('8003', asset(prefix, type), encode(serial)),
  ),
  'id:giai': scheme(serialOf(24), (prefix, reference) => joined('8004', upTo30(prefix, reference))),
  'id:gsrn': scheme(String.raw`(\d+)`, (prefix, reference) => joined('8018', withCheck(prefix + reference, 17))),
  'id:gsrnp': scheme(String.raw`(\d+)`, (prefix, reference) => joined('8017', withCheck(prefix + reference, 17))),
  'id:gdti': scheme(String.raw`${PLACE}\.${serialOf(17)}`, (prefix, type, serial) =>
    joined('253', withCheck(prefix + type, 12), encode(serial)),
  ),
  'id:sgcn': scheme(String.raw`${PLACE}\.(\d{1,12})`, (prefix, coupon, serial) =>
    joined('255', withCheck(prefix + coupon, 12), serial),
  ),
  'id:ginc': scheme(serialOf(24), (prefix, reference) => joined('401', upTo30(prefix, reference))),
  'id:gsin': scheme(String.raw`(\d+)`, (prefix, reference) => joined('402', withCheck(prefix + reference, 16))),
  'id:cpi': scheme(String.raw`(${PART_CHARACTER}{1,24})\.(\d{1,12})`, (prefix, part, serial) =>
    joined('8010', upTo30(prefix, part), `/8011/${serial}`),
  ),
  'class:lgtin': scheme(ITEM, (prefix, item, lot) => joined('01', gtin(prefix, item), `/10/${encode(lot)}`)),
  'idpat:sgtin': scheme(String.raw`(\d+)\.\*`, (prefix, item) => joined('01', gtin(prefix, item))),
  'idpat:upui': scheme(String.raw`(\d+)\.\*`, (prefix, item) => joined('01', gtin(prefix, item))),
  'idpat:itip': scheme(String.raw`(\d+)\.(\d\d)\.(\d\d)\.\*`, (prefix, item, piece, total) =>
    joined('8006', gtin(prefix, item), `${piece}${total}`),
  ),
  'idpat:grai': scheme(String.raw`${PLACE}\.\*`, (prefix, type) => joined('8003', asset(prefix, type))),
  'idpat:gdti': scheme(String.raw`${PLACE}\.\*`, (prefix, type) => joined('253', withCheck(prefix + type, 12))),
  'idpat:sgcn': scheme(String.raw`${PLACE}\.\*`, (prefix, coupon) => joined('255', withCheck(prefix + coupon, 12))),
  'idpat:cpi': scheme(String.raw`(${PART_CHARACTER}{1,24})\.\*`, (prefix, part) =>
    joined('8010', upTo30(prefix, part)),
  ),
};

/** What an EPC URN says, as a canonical link; undefined for any other text. */
export function linkOfUrn(text: string): string | undefined {
  const [, name = '', body = ''] = /^urn:epc:((?:id|class|idpat):[a-z]+):(.+)$/.exec(text) ?? [];
  if (!Object.hasOwn(SCHEMES, name)) return undefined;
  const [, prefix, reference, ...more] = SCHEMES[name]?.body.exec(body) ?? [];
  if (prefix === undefined || reference === undefined) return undefined;
  const path = SCHEMES[name]?.path(prefix, reference, ...more);
  return path === undefined ? undefined : CANONICAL_DOMAIN + path;
}

/** Digits with their check digit, if there are as many as the key has. */
function withCheck(digits: string, length: number): string | undefined {
  return digits.length === length ? `${digits}${checkDigit(digits)}` : undefined;
}

/** A key of at most thirty characters, a percent code counting as one. */
function upTo30(prefix: string, reference: string): string | undefined {
  const isShort = prefix.length + reference.replace(/%../g, '_').length <= 30;
  return isShort ? prefix + encode(reference) : undefined;
}

/** A URN may hold these as they are, a link may not; whatever else needs a percent code has one already. */
function encode(text: string): string {
  return text.replace(/[!()*+,:]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

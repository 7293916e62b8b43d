/** GS1 Digital Link: a pack's fields as a web address, `https://any.domain/01/{gtin}/10/{lot}/21/{serial}?17={YYMMDD}`. */
import { identifierFormat } from '../application-identifiers';
import { refuseScan, type ScannedField } from './scan';

const ADDRESS =
  /^https?:\/\/(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?(\/[^?#]*)?(?:\?([^#]*))?(?:#.*)?$/i;

/** Which qualifiers may follow a primary key, in this order. */
const QUALIFIERS: Readonly<Record<string, readonly string[]>> = {
  '01': ['22', '10', '21'],
  '00': [],
  '414': ['254'],
  '417': [],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '8003': [],
  '8004': [],
  '8006': ['22', '10', '21'],
  '8010': ['8011'],
  '8013': [],
  '8017': ['8019'],
  '8018': ['8019'],
};

/** Whether a text is a web address at all. */
export function isWebAddress(text: string): boolean {
  return /^https?:/i.test(text);
}

/** Reads the fields of a Digital Link; parameters that are no GS1 fields, such as `linkType`, are left out. */
export function readDigitalLink(text: string): ScannedField[] {
  const [whole, path, query] = ADDRESS.exec(text) ?? [];
  if (whole === undefined) return refuseScan('scan', 'must be a web address with a plain host name');
  return [...pathFields(path ?? ''), ...queryFields(query ?? '')].map(canonicalGtin);
}

function pathFields(path: string): ScannedField[] {
  const segments = path.replace(/\/$/, '').split('/').slice(1);
  const start = primaryKeyAt(segments);
  if (start === undefined) return refuseScan('scan', 'must hold a GS1 key in its path, such as /01/ and a GTIN');
  const fields: ScannedField[] = [];
  for (let at = start; at < segments.length; at += 2) {
    fields.push({ identifier: segments[at] ?? '', value: decode(segments[at + 1] ?? '', `(${segments[at] ?? ''})`) });
  }
  checkOrder(fields.map(({ identifier }) => identifier));
  return fields;
}

/** The path may begin with anything: the key is the last one that everything after it can qualify. */
function primaryKeyAt(segments: readonly string[]): number | undefined {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    if (Object.hasOwn(QUALIFIERS, segments[at] ?? '')) return at;
  }
  return undefined;
}

function checkOrder([key = '', ...qualifiers]: readonly string[]): void {
  const allowed = QUALIFIERS[key] ?? [];
  let next = 0;
  for (const qualifier of qualifiers) {
    const position = allowed.indexOf(qualifier, next);
    if (position < 0) refuseScan(`(${qualifier})`, `must not stand here: after (${key}) come ${order(allowed)}`);
    next = position + 1;
  }
}

function order(allowed: readonly string[]): string {
  return allowed.length === 0 ? 'no other fields' : `${allowed.map((each) => `(${each})`).join(', ')} in this order`;
}

function queryFields(query: string): ScannedField[] {
  return query
    .split(/[&;]/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const at = part.indexOf('=');
      const identifier = at < 0 ? part : part.slice(0, at);
      if (!/^\d+$/.test(identifier)) return [];
      if (identifierFormat(identifier) === undefined) return refuseScan(`(${identifier})`, 'is no GS1 field');
      return [{ identifier, value: decode(at < 0 ? '' : part.slice(at + 1), `(${identifier})`) }];
    });
}

function decode(text: string, field: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuseScan(field, 'has a broken percent encoding');
  }
}

/** Early Digital Links wrote short GTINs as they are. */
function canonicalGtin(field: ScannedField): ScannedField {
  const isShort = field.identifier === '01' && /^(?:\d{8}|\d{12,13})$/.test(field.value);
  return isShort ? { identifier: '01', value: field.value.padStart(14, '0') } : field;
}

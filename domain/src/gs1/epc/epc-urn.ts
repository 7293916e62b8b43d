/** EPC URNs, `urn:epc:id:sgtin:9521321.012345.ABC` (GS1 EPC Tag Data Standard, section 6). */
import { checkDigit } from '../check-digit';
import type { CompanyPrefix } from '../company-prefix';
import { type Gln, glnSchema } from '../gln';
import { type Gtin, isGtin8 } from '../gtin';
import { lotNumberSchema } from '../lot-number';
import { serialSchema } from '../serial';
import { type Sscc, ssccSchema } from '../sscc';
import { checked } from './checked';
import { type EpcKey, EpcRefusal } from './epc-key';

const URN = /^urn:epc:(id|class|idpat):([a-z0-9]+):(.+)$/;

/** Characters of GS1's set of 82 that a URN cannot hold as they are. */
const ESCAPED = /["%&/<>?]/g;

const READERS: Readonly<Record<string, (body: string) => EpcKey>> = {
  'id:sgtin': (body) => {
    const [prefix, reference, serial] = parts(body, 3);
    return {
      kind: 'sgtin',
      gtin: gtinOf(prefix, reference),
      serial: checked(serialSchema, unescape(serial), 'the serial'),
    };
  },
  'class:lgtin': (body) => {
    const [prefix, reference, lot] = parts(body, 3);
    return { kind: 'lgtin', gtin: gtinOf(prefix, reference), lot: checked(lotNumberSchema, unescape(lot), 'the lot') };
  },
  'idpat:sgtin': (body) => {
    const [prefix, reference, any] = parts(body, 3);
    if (any !== '*') throw new EpcRefusal('must name every serial with *');
    return { kind: 'gtin', gtin: gtinOf(prefix, reference) };
  },
  'id:sscc': (body) => {
    const [prefix, reference] = parts(body, 2);
    return { kind: 'sscc', sscc: checked(ssccSchema, withCheckDigit(interleave(prefix, reference, 17)), 'the SSCC') };
  },
  'id:sgln': (body) => {
    const [prefix, reference, extension] = parts(body, 3);
    return {
      kind: 'sgln',
      gln: glnOf(prefix, reference),
      extension: extension === '0' ? undefined : unescape(extension),
    };
  },
  'id:pgln': (body) => {
    const [prefix, reference] = parts(body, 2);
    return { kind: 'pgln', gln: glnOf(prefix, reference) };
  },
};

/** Whether a text is an EPC URN at all. */
export function isEpcUrn(text: string): boolean {
  return text.startsWith('urn:epc:');
}

/** Reads an EPC URN. */
export function readEpcUrn(text: string): EpcKey {
  const [, space, scheme, body] = URN.exec(text) ?? [];
  if (body === undefined) throw new EpcRefusal('must be an EPC URN such as urn:epc:id:sgtin:…');
  const reader = READERS[`${space ?? ''}:${scheme ?? ''}`];
  if (reader === undefined) throw new EpcRefusal('is an EPC of a kind that is not read here', true);
  return reader(body);
}

/**
 * Writes a key as EPC URN. The prefix must be the one under which the key was issued: a key alone does not tell how long
 * its prefix is.
 *
 * @throws EpcRefusal when the key was not issued under the prefix, or has no URN (a GTIN-8)
 */
export function writeEpcUrn(key: EpcKey, prefix: CompanyPrefix): string {
  switch (key.kind) {
    case 'sgtin':
      return `urn:epc:id:sgtin:${itemBody(key.gtin, prefix)}.${escape(key.serial)}`;
    case 'lgtin':
      return `urn:epc:class:lgtin:${itemBody(key.gtin, prefix)}.${escape(key.lot)}`;
    case 'gtin':
      return `urn:epc:idpat:sgtin:${itemBody(key.gtin, prefix)}.*`;
    case 'sscc':
      return `urn:epc:id:sscc:${prefix}.${reference(key.sscc, 1, prefix, key.sscc[0])}`;
    case 'sgln':
      return `urn:epc:id:sgln:${prefix}.${reference(key.gln, 0, prefix)}.${escape(key.extension ?? '0')}`;
    case 'pgln':
      return `urn:epc:id:pgln:${prefix}.${reference(key.gln, 0, prefix)}`;
  }
}

function parts(body: string, count: 2): [string, string];
function parts(body: string, count: 3): [string, string, string];
function parts(body: string, count: number): string[] {
  // A serial may hold full stops; the prefix and the reference are digits.
  const found = body.split('.');
  const split = count === 2 ? found : [...found.slice(0, 2), found.slice(2).join('.')];
  if (split.length !== count || split.some((part) => part === '')) {
    throw new EpcRefusal(`must have ${count} parts with full stops between them`);
  }
  return split;
}

/** Hundreds of thousands are read in a row, so what holds by construction (length, check digit) is not checked again. */
function gtinOf(prefix: string, itemReference: string): Gtin {
  const digits = interleave(prefix, itemReference, 13);
  if (/^0+$/.test(digits)) throw new EpcRefusal('the GTIN must not be all zeros');
  return withCheckDigit(digits) as Gtin;
}

function glnOf(prefix: string, locationReference: string): Gln {
  const digits = prefix + locationReference;
  if (!/^\d{12}$/.test(digits) || !isPrefix(prefix)) throw new EpcRefusal('must have 12 digits for its GLN');
  return checked(glnSchema, withCheckDigit(digits), 'the GLN');
}

/** A GTIN's indicator and an SSCC's extension digit stand before the prefix in the key and after it in the URN. */
function interleave(prefix: string, itemReference: string, length: 13 | 17): string {
  if (!/^\d+$/.test(prefix + itemReference) || !isPrefix(prefix))
    throw new EpcRefusal('must have a company prefix of 6 to 12 digits');
  if (prefix.length + itemReference.length !== length) throw new EpcRefusal(`must have ${length} digits for its key`);
  return `${itemReference.slice(0, 1)}${prefix}${itemReference.slice(1)}`;
}

function isPrefix(digits: string): boolean {
  return digits.length >= 6 && digits.length <= 12;
}

function withCheckDigit(digits: string): string {
  return digits + checkDigit(digits);
}

function itemBody(gtin: Gtin, prefix: CompanyPrefix): string {
  if (isGtin8(gtin)) throw new EpcRefusal('is a GTIN-8, which stands under no company prefix');
  return `${prefix}.${reference(gtin, 1, prefix, gtin[0])}`;
}

/** The digits after the prefix, without the check digit, led by the indicator where the key has one. */
function reference(key: Gtin | Sscc | Gln, start: number, prefix: CompanyPrefix, indicator = ''): string {
  if (!key.startsWith(prefix, start)) throw new EpcRefusal('was not issued under this company prefix');
  return indicator + key.slice(start + prefix.length, -1);
}

function escape(text: string): string {
  return text.replace(ESCAPED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unescape(text: string): string {
  if (/["&/<>?]/.test(text)) throw new EpcRefusal('has a character that a URN writes as a percent code');
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EpcRefusal('has a broken percent encoding');
  }
}

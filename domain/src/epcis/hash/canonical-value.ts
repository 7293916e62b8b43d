/** One spelling for every value of an event: what the CBV's event hash asks of words, numbers, times and EPCs. */
import { canonicalLink } from '../../gs1/epc/canonical-link';
import type { Vocabulary } from '../cbv';

const WEB_WORDS: readonly (readonly [urn: string, web: string])[] = [
  ['urn:epcglobal:cbv:bizstep:', 'https://ref.gs1.org/cbv/BizStep-'],
  ['urn:epcglobal:cbv:disp:', 'https://ref.gs1.org/cbv/Disp-'],
  ['urn:epcglobal:cbv:btt:', 'https://ref.gs1.org/cbv/BTT-'],
  ['urn:epcglobal:cbv:sdt:', 'https://ref.gs1.org/cbv/SDT-'],
  ['urn:epcglobal:cbv:er:', 'https://ref.gs1.org/cbv/ER-'],
];

const PREFIXES: readonly (readonly [prefix: string, web: string])[] = [
  ['gs1:', 'https://gs1.org/voc/'],
  ['cbv:', 'https://ref.gs1.org/cbv/'],
];

/** What the reference implementation takes for a number, be it a lot's: Python allows underscores between digits. */
const DIGITS = String.raw`\d+(?:_\d+)*`;
const NUMBER = new RegExp(String.raw`^[+-]?(?:${DIGITS}\.?(?:${DIGITS})?|\.${DIGITS})(?:[eE][+-]?${DIGITS})?$`);

/** A text in canonical form. */
export function canonicalText(text: string): string {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) {
    const number = Number(trimmed.replaceAll('_', ''));
    return Number.isFinite(number) ? canonicalNumber(number) : trimmed;
  }
  // Nothing below has a meaning for a text without a colon.
  if (!trimmed.includes(':')) return trimmed;
  const web = WEB_WORDS.reduce((word, [urn, address]) => word.replaceAll(urn, address), expanded(trimmed));
  return canonicalLink(web) ?? web;
}

/** A word of a vocabulary as web address; anything else as {@link canonicalText}. */
export function canonicalWord({ words, spellings }: Vocabulary, text: string): string {
  const web = spellings.find((spelling) => spelling.startsWith('https:'));
  return web === undefined || !words.has(text) ? canonicalText(text) : web + text;
}

/** A number without trailing zeros; a very small one with the exponent that Python gives it. */
export function canonicalNumber(number: number): string {
  if (Number.isInteger(number)) return BigInt(number).toString();
  // JavaScript writes the exponent below 0.000001 only, and with one digit.
  if (Math.abs(number) >= 1e-4) return String(number);
  return number.toExponential().replace(/e-(\d)$/, 'e-0$1');
}

function expanded(text: string): string {
  const found = PREFIXES.find(([prefix]) => text.startsWith(prefix));
  return found === undefined ? text : text.replaceAll(found[0], found[1]);
}

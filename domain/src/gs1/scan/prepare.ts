/** Takes off what scanners add around the data: the symbology identifier, line ends, stand-ins for FNC1. */
import { GROUP_SEPARATOR } from './element-string';
import { refuseScan } from './scan';
import type { TechnicalCause } from './technical-cause';

/** A scan's data, with what its wrapping told. */
export interface Prepared {
  readonly text: string;
  /** The barcode's kind holds one number and no fields: EAN, UPC, ITF. */
  readonly isPlainCode: boolean;
  readonly signs: readonly TechnicalCause[];
}

/** AIM symbology identifiers of barcodes with GS1 fields; QR Code and DataMatrix without FNC1 may hold a web address. */
const WITH_FIELDS = [']C1', ']e0', ']d2', ']Q3', ']J1', ']d1', ']Q1'];
const PLAIN = [']E0', ']E4', ']I1', ']I0'];
/** The same with caps lock on: the case of every letter is turned. `]E0` is left out, for it is EAN-13 as well. */
const TURNED = [']c1', ']D2', ']q3', ']j1', ']D1', ']q1'];

/** What stands for FNC1 where a keyboard cannot type it. None of them can be part of a GS1 value. */
const STAND_INS = /\u241d|\{GS\}|\{FNC1\}|\\x1[dD]|\\u001[dD]|\^\]|\|/g;

/** What a keyboard of another layout types in place of characters that GS1 allows. */
const LAYOUT_LETTERS = /[äöüßÄÖÜéèàçùñÑåøæ§´°¿¡]/;

/** Reads the wrapping of a scanned text. */
export function prepare(raw: string): Prepared {
  const trimmed = raw.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  const { text, isPlainCode, signs } = withoutSymbology(trimmed);
  const data = text.includes(GROUP_SEPARATOR) ? text : text.replace(STAND_INS, GROUP_SEPARATOR);
  if (data === '') refuseScan('scan', 'must not be empty');
  return { text: data, isPlainCode, signs };
}

/** Refuses every character that no GS1 barcode holds: other scripts' digits, invisible characters, control codes. */
export function checkCharacters(text: string): void {
  const at = text.search(/[^\u001d\u0020-\u007e]/);
  if (at < 0) return;
  const cause = LAYOUT_LETTERS.test(text[at] ?? '') ? 'keyboard-layout' : undefined;
  refuseScan('scan', `has a character at ${at + 1} that no GS1 barcode holds`, cause);
}

function withoutSymbology(text: string): Prepared {
  const prefix = text.slice(0, 3);
  const rest = text.slice(3);
  if (text.startsWith('[)>')) refuseScan('scan', 'must be GS1 data: this is an ISO 15434 envelope');
  if (WITH_FIELDS.includes(prefix)) return { text: rest, isPlainCode: false, signs: [] };
  if (PLAIN.includes(prefix)) return { text: rest, isPlainCode: true, signs: [] };
  if (TURNED.includes(prefix)) return { text: rest, isPlainCode: false, signs: ['caps-lock'] };
  if (text.startsWith(']')) refuseScan('scan', 'must come from a barcode of a kind that GS1 uses');
  return { text, isPlainCode: false, signs: [] };
}

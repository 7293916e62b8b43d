/** The values of a query's parameters: lists with `|` between them, words, moments, numbers. */
import {
  bareWord,
  BIZ_STEPS,
  DISPOSITIONS,
  eventTimeSchema,
  GS1_PREFIXES,
  instantOfEventTime,
  isAbsoluteUri,
  MEASUREMENTS,
  PARTY_TYPES,
  TRANSACTION_TYPES,
  type Vocabulary,
} from '@theriac/domain/epcis';
import type { Instant } from '@theriac/domain/ledger';
import { fieldName } from './event-names';
import { ParameterFault } from './parameter-fault';

/** Values of one parameter. */
const MOST = 100;
const VOCABULARIES = {
  step: BIZ_STEPS,
  disposition: DISPOSITIONS,
  type: MEASUREMENTS,
  transaction: TRANSACTION_TYPES,
  party: PARTY_TYPES,
} as const;

/** The values of a list. */
export function list(value: string): readonly string[] {
  const values = value.split('|');
  if (values.includes('')) throw new ParameterFault('must have a value, or several with | between them');
  if (values.length > MOST) throw new ParameterFault(`must have at most ${MOST} values`);
  return values;
}

/** A list of URIs. */
export function uris(value: string): readonly string[] {
  const values = list(value);
  if (!values.every(isAbsoluteUri)) throw new ParameterFault('must be a URI');
  return values;
}

/** A list of some words. */
export function oneOf(words: readonly string[], value: string): readonly string[] {
  const values = list(value);
  if (!values.every((each) => words.includes(each))) throw new ParameterFault(`must be ${words.join(' or ')}`);
  return values;
}

/** A list of a vocabulary's words, in any of their spellings, or of URIs. */
export const words =
  (vocabulary: Vocabulary) =>
  (value: string): readonly string[] =>
    list(value).map((each) => wordOf(vocabulary, each));

/** A word of a vocabulary. */
export function word(of: keyof typeof VOCABULARIES, value: string): string {
  return wordOf(VOCABULARIES[of], value);
}

function wordOf(vocabulary: Vocabulary, value: string): string {
  const bare = bareWord(vocabulary, value);
  if (!vocabulary.words.has(bare) && !isAbsoluteUri(bare))
    throw new ParameterFault('must be a word of the CBV, or a URI');
  return bare;
}

/** A moment, as the index writes it. */
export function instant(value: string): Instant {
  // In a query `+` is a space unless it is encoded: a mistake that is easily made, and never ambiguous here.
  const result = eventTimeSchema.safeParse(value.replace(/ (?=\d{2}:\d{2}$)/, '+'));
  if (!result.success) throw new ParameterFault(result.error.issues[0]?.message ?? 'must be a time');
  return instantOfEventTime(result.data);
}

/** Milliseconds since 1970. */
export function momentOf(value: string): number {
  return Date.parse(instant(value));
}

/** Numbers. */
export function numbers(value: string): readonly number[] {
  return list(value).map((each) => {
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?$/.test(each)) throw new ParameterFault('must be a number');
    return Number(each);
  });
}

/** A whole number from 1. */
export function count(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new ParameterFault('must be a whole number from 1');
  return Number(value);
}

/** `true` or `false`. */
export function boolean(value: string): string {
  if (value !== 'true' && value !== 'false') throw new ParameterFault('must be true or false');
  return value;
}

/** A field of somebody's own: `cbvmda:lotNumber`, or namespace, `#` and name. */
export function extensionField(text: string): string {
  const hash = text.lastIndexOf('#');
  if (hash > 0 && hash < text.length - 1) return fieldName(text.slice(0, hash), text.slice(hash + 1));
  const [, prefix = '', name = ''] = /^([A-Za-z][\w.-]*):([^:]+)$/.exec(text) ?? [];
  const namespace = GS1_PREFIXES.get(prefix);
  if (namespace === undefined)
    throw new ParameterFault('must name a field as cbvmda:lotNumber, or as its namespace, # and its name');
  return fieldName(namespace, name);
}

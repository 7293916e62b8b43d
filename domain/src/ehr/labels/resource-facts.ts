/** What of a resource its labels are made from. */
import { type Code, isClinicalReference } from '../item';
import { isFreeText } from './free-text';
import { asList, elementsOf, isObject, type JsonObject } from './resource-elements';

/** What of a resource its labels are made from. */
export interface ResourceFacts {
  /** Every code in it, wherever it stands. */
  readonly codes: readonly Code[];
  /**
   * Whom and what it refers to: `Organization/psychiatry` by link, `https://his.example/departments|PSY` by identifier.
   * Whoever imports it may add what lies behind them, such as the department of its encounter.
   */
  readonly mentions: readonly string[];
  /** The labels that its source gave, as `meta.security` has them. */
  readonly sourceLabels: readonly Code[];
  readonly hasFreeText: boolean;
}

/** Reads the facts off a resource. */
export function factsOf(resource: JsonObject): ResourceFacts {
  const codes: Code[] = [];
  const mentions = new Set<string>();
  let hasFreeText = false;
  for (const element of elementsOf(resource)) {
    hasFreeText ||= isFreeText(element);
    if (!isObject(element.value)) continue;
    const code = codeOf(element.value);
    if (code !== undefined) codes.push(code);
    for (const mention of mentionsOf(element.value)) mentions.add(mention);
  }
  const { meta } = resource;
  const sourceLabels = isObject(meta)
    ? asList(meta.security)
        .filter(isObject)
        .flatMap((one) => codeOf(one) ?? [])
    : [];
  return { codes, mentions: [...mentions], sourceLabels, hasFreeText };
}

/** The clinical resources that a resource refers to. */
export function clinicalReferencesOf(resource: JsonObject): string[] {
  const found = new Set<string>();
  for (const { value } of elementsOf(resource)) {
    const reference = isObject(value) ? referenceOf(value) : undefined;
    if (reference !== undefined && isClinicalReference(reference)) found.add(reference);
  }
  return [...found];
}

/** The codings of a concept, or the coding itself. */
export function codeOf({ system, code }: JsonObject): Code | undefined {
  const isCode = typeof system === 'string' && system !== '' && typeof code === 'string' && code !== '';
  return isCode ? { system, code } : undefined;
}

function mentionsOf(value: JsonObject): string[] {
  const reference = referenceOf(value);
  const { identifier } = value;
  const named = isObject(identifier) ? [identifier.system, identifier.value] : [];
  return [
    ...(reference === undefined ? [] : [reference]),
    ...(named.length === 2 && named.every((part) => typeof part === 'string') ? [named.join('|')] : []),
  ];
}

/** `Type/id` of a literal reference, be it relative, absolute or to a version. */
function referenceOf({ reference }: JsonObject): string | undefined {
  if (typeof reference !== 'string') return undefined;
  const parts = reference.split('/');
  const end = parts.at(-2) === '_history' ? -2 : parts.length;
  const ended = parts.slice(0, end).slice(-2);
  return ended.length === 2 ? ended.join('/') : undefined;
}

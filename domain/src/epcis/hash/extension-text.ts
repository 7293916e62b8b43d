/** Extension fields in the event hash: `{namespace}name=value`, sorted at each level. */
import type { Extension } from '../extension';
import { canonicalNumber, canonicalText } from './canonical-value';
import { pair, sorted } from './hash-text';

/** JSON-LD's comments say nothing about what happened. */
const COMMENT = { namespace: 'http://www.w3.org/2000/01/rdf-schema#', name: 'comment' };

/** The text of each field; comments have none. */
export function extensionTexts(extensions: readonly Extension[] = []): string[] {
  return extensions.filter((extension) => !isComment(extension)).map(textOf);
}

/**
 * Extension fields inside a field of the standard, of which there are `siblings` others. The reference implementation
 * keeps them at the field's end only where they have company and their namespace ends with a slash; else they follow
 * the event's own fields.
 */
export function placeExtensions(
  extensions: readonly Extension[] = [],
  siblings: number,
): { readonly inside: string; readonly rest: readonly string[] } {
  const told = extensions.filter((extension) => !isComment(extension));
  const isInside = ({ namespace }: Extension): boolean => namespace.endsWith('/') && told.length + siblings > 1;
  return {
    inside: sorted(extensionTexts(told.filter(isInside))),
    rest: extensionTexts(told.filter((extension) => !isInside(extension))),
  };
}

function textOf({ namespace, name, value }: Extension): string {
  // An attribute is to the hash as an element inside.
  const local = name.startsWith('@') ? name.slice(1) : name;
  const key = namespace === '' ? local : `{${namespace}}${local}`;
  if (!Array.isArray(value)) return pair(key, valueText(value)) || key;
  const [own] = value.filter(isOwnText);
  const inside = sorted(extensionTexts(value.filter((field) => !isOwnText(field))));
  return (pair(key, own === undefined ? '' : valueText(own.value)) || key) + inside;
}

/** The text of an element that has fields beside it. */
function isOwnText({ namespace, name }: Extension): boolean {
  return namespace === '' && name === '#text';
}

function valueText(value: Extension['value']): string {
  if (typeof value === 'string') return canonicalText(value);
  if (typeof value === 'number') return canonicalNumber(value);
  return typeof value === 'boolean' ? String(value) : '';
}

function isComment({ namespace, name }: Extension): boolean {
  return namespace === COMMENT.namespace && name === COMMENT.name;
}

/** Elements of somebody's own namespace, kept as they came. */
import type { Extension, ExtensionValue } from '@theriac/domain/epcis';
import type { XmlElement } from './xml-element';

const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

/** Extension fields, one for each element. */
export function extensionsOf(elements: readonly XmlElement[]): Extension[] {
  return elements.map((element) => ({ namespace: element.uri, name: element.name, value: valueOf(element) }));
}

/** A text, or fields where there are elements or attributes; attributes are fields whose name begins with `@`. */
function valueOf({ attributes, children, text }: XmlElement): ExtensionValue {
  const own = attributes
    .filter(({ uri }) => uri !== SCHEMA_INSTANCE)
    .map(({ uri, name, value }): Extension => ({ namespace: uri, name: `@${name}`, value }));
  if (own.length === 0 && children.length === 0) return text;
  const rest: Extension[] = text === '' ? [] : [{ namespace: '', name: '#text', value: text }];
  return [...own, ...extensionsOf(children), ...rest];
}

/** Extension fields as elements of their own namespaces: what `extensionsOf` reads back. */
import type { Extension, ExtensionValue, NamespacePrefixes } from '@theriac/domain/epcis';
import { escapeXml, xmlName } from './xml-text';

/** XML binds no prefix to this namespace; a field of it can only come from JSON. */
const UNBINDABLE = 'http://www.w3.org/2000/xmlns/';

/** Elements, one for each field. */
export function writeExtensions(extensions: readonly Extension[], prefixes: NamespacePrefixes): string {
  return extensions.map((extension) => writeExtension(extension, prefixes)).join('');
}

/**
 * Elements among the standard's own: those without a namespace stand in `extension`, since their names could be the
 * standard's.
 */
export function writeOwnExtensions(extensions: readonly Extension[] = [], prefixes: NamespacePrefixes): string {
  const bare = extensions.filter(({ namespace }) => namespace === '');
  const others = extensions.filter(({ namespace }) => namespace !== '');
  const wrapped = bare.length === 0 ? '' : `<extension>${writeExtensions(bare, prefixes)}</extension>`;
  return wrapped + writeExtensions(others, prefixes);
}

/** Fields of a sensor's metadata or report, which XML writes as attributes: a field of fields is written as JSON. */
export function writeExtensionAttributes(extensions: readonly Extension[] = [], prefixes: NamespacePrefixes): string {
  return extensions.map((extension) => attribute(extension, textOf(extension.value), prefixes)).join('');
}

/** `xmlns:…` for every namespace that was used. */
export function writeDeclarations(prefixes: NamespacePrefixes): string {
  return Array.from(prefixes.used, ([namespace, prefix]) =>
    prefix === 'xml' ? '' : ` xmlns:${prefix}="${escapeXml(namespace === UNBINDABLE ? `${namespace}#` : namespace)}"`,
  ).join('');
}

function writeExtension({ namespace, name, value }: Extension, prefixes: NamespacePrefixes): string {
  const tag = tagOf(namespace, name, prefixes);
  if (!Array.isArray(value)) return `<${tag}>${escapeXml(textOf(value))}</${tag}>`;
  const attributes = value.filter(isAttribute).map((one) => attribute(one, textOf(one.value), prefixes));
  const texts = value.filter(isText).map((one) => escapeXml(textOf(one.value)));
  const elements = value.filter((one) => !isAttribute(one) && !isText(one));
  return `<${tag}${attributes.join('')}>${writeExtensions(elements, prefixes)}${texts.join('')}</${tag}>`;
}

/** The XML reader gives attributes names that begin with `@`, and text beside elements the name `#text`. */
function isAttribute({ name, value }: Extension): boolean {
  return name.startsWith('@') && name.length > 1 && !Array.isArray(value);
}

function isText({ namespace, name, value }: Extension): boolean {
  return namespace === '' && name === '#text' && !Array.isArray(value);
}

function attribute({ namespace, name }: Extension, text: string, prefixes: NamespacePrefixes): string {
  return ` ${tagOf(namespace, name.replace(/^@/, ''), prefixes)}="${escapeXml(text)}"`;
}

function tagOf(namespace: string, name: string, prefixes: NamespacePrefixes): string {
  return namespace === '' ? xmlName(name) : `${prefixes.prefixOf(namespace)}:${xmlName(name)}`;
}

function textOf(value: ExtensionValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

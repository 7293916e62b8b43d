/** An element of an event, as small as it can be: a document may hold hundreds of thousands. */

/** An attribute, by namespace and local name. */
export interface XmlAttribute {
  readonly uri: string;
  readonly name: string;
  readonly value: string;
}

/** An element with its place in the document. */
export interface XmlElement {
  readonly uri: string;
  /** The local name. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All text directly inside, without XML white space around it. */
  readonly text: string;
}

/** An element that is being read. */
export interface OpenElement extends XmlElement {
  attributes: XmlAttribute[];
  children: XmlElement[];
  text: string;
}

const NO_ATTRIBUTES: XmlAttribute[] = [];
const NO_CHILDREN: XmlElement[] = [];

/** An element without anything in it yet; empty lists are shared, since most elements stay so. */
export function openElement(uri: string, name: string, line: number, column: number): OpenElement {
  return { uri, name, line, column, attributes: NO_ATTRIBUTES, children: NO_CHILDREN, text: '' };
}

/** Adds a child. */
export function addChild(parent: OpenElement, child: XmlElement): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else parent.children.push(child);
}

/** Text without the white space that XML knows (other scripts' spaces stay, to be refused as characters). */
export function trimXml(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/** The value of an attribute without namespace. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((attribute) => attribute.uri === '' && attribute.name === name)?.value;
}

/** Where an element begins. */
export function placeOfElement({ line, column }: XmlElement): string {
  return `line ${line}, column ${column}`;
}

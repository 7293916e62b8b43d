/** saxes within bounds: elements in, elements out; no document type, no entities, nothing that grows without limit. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { EpcisLimits } from '../epcis-limits';
import { DocumentRefusal } from '../read-item';
import { addChild, openElement, type OpenElement, trimXml, type XmlElement } from './xml-element';

const ONLY_WHITE = /^[ \t\r\n]*$/;
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Who is told of elements. */
export interface ElementHandler {
  /** An element begins; `kept` lets it and all inside it grow into a tree, otherwise only its beginning is told. */
  opened(element: XmlElement): { kept: boolean };
  /** An element ends. A kept tree comes whole, with `isKept` for its outermost element. */
  closed(element: XmlElement, isKept: boolean): void;
}

/** Feeds elements to a handler from text in pieces. */
export class XmlTreeParser {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #open: OpenElement[] = [];
  /** How many open elements are part of a kept tree. */
  #kept = 0;
  #nodes = 0;
  #beforeRoot = 0;
  #start = { line: 1, column: 1 };

  constructor(
    private readonly handler: ElementHandler,
    private readonly limits: EpcisLimits,
  ) {
    this.#parser.on('error', (error) => {
      throw this.#refusal(`is not well-formed XML: ${plainMessage(error.message)}`);
    });
    this.#parser.on('doctype', () => {
      throw this.#refusal('must not have a document type declaration');
    });
    this.#parser.on('xmldecl', ({ encoding }) => {
      if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding)) throw this.#refusal('must be UTF-8');
    });
    this.#parser.on('opentagstart', ({ name }) => {
      this.#noteStart(name);
    });
    this.#parser.on('opentag', (tag) => {
      this.#opened(tag);
    });
    this.#parser.on('closetag', () => {
      this.#closed();
    });
    this.#parser.on('text', (text) => {
      this.#text(text);
    });
    this.#parser.on('cdata', (text) => {
      this.#text(text);
    });
  }

  /** @throws DocumentRefusal */
  write(text: string): void {
    this.#parser.write(text);
    // saxes tells a document type at its end only, and gathers it until then.
    this.#beforeRoot += this.#nodes === 0 ? text.length : 0;
    if (this.#beforeRoot > this.limits.textLength) {
      throw this.#refusal(`must begin its root element within ${this.limits.textLength} characters`);
    }
  }

  /** @throws DocumentRefusal */
  end(): void {
    this.#parser.close();
  }

  /** The parser stands behind the name and the character after it, which may be a line's end. */
  #noteStart(name: string): void {
    const { line, column } = this.#parser;
    const isLineEnd = column < name.length + 2;
    this.#start = isLineEnd ? { line: line - 1, column: 1 } : { line, column: column - name.length - 1 };
  }

  #opened({ local, uri, attributes }: SaxesTagNS): void {
    this.#nodes += 1;
    if (this.#nodes > this.limits.nodes) throw this.#refusal(`must have at most ${this.limits.nodes} elements`);
    if (this.#open.length >= this.limits.depth) throw this.#refusal(`must have at most ${this.limits.depth} levels`);
    if (local === '__proto__') throw this.#refusal('must not have an element __proto__');
    const element = openElement(uri, local, this.#start.line, this.#start.column);
    const own = Object.values(attributes);
    if (own.length > this.limits.fields) throw this.#refusal(`must have at most ${this.limits.fields} attributes`);
    if (own.some(({ value }) => value.length > this.limits.textLength)) throw this.#tooLong();
    const kept = own.filter((attribute) => attribute.uri !== XMLNS);
    if (kept.length > 0) {
      element.attributes = kept.map((attribute) => ({
        uri: attribute.uri,
        name: attribute.local,
        value: trimXml(attribute.value),
      }));
    }
    if (this.#kept > 0 || this.handler.opened(element).kept) this.#kept += 1;
    this.#open.push(element);
  }

  #closed(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    if (this.#kept === 0) {
      this.handler.closed(element, false);
      return;
    }
    element.text = trimXml(element.text);
    this.#kept -= 1;
    const parent = this.#open.at(-1);
    if (this.#kept === 0) this.handler.closed(element, true);
    else if (parent !== undefined) addChild(parent, element);
  }

  #text(text: string): void {
    if (text.length > this.limits.textLength) throw this.#tooLong();
    const element = this.#open.at(-1);
    if (this.#kept === 0 || element === undefined) return;
    // The white space between a list's elements would add up to megabytes.
    if ((element.text === '' || element.children.length > 0) && ONLY_WHITE.test(text)) return;
    element.text += text;
    if (element.text.length > this.limits.textLength) throw this.#tooLong();
  }

  #tooLong(): DocumentRefusal {
    return this.#refusal(`must have texts of at most ${this.limits.textLength} characters`);
  }

  #refusal(rule: string): DocumentRefusal {
    return new DocumentRefusal(`line ${this.#parser.line}, column ${Math.max(1, this.#parser.column)}`, rule);
  }
}

/** saxes puts the place before its message, and may quote the document after it. */
function plainMessage(message: string): string {
  return message
    .replace(/^\d+:\d+: /, '')
    .replace(/: [^:]*$/, '')
    .replace(/\.$/, '')
    .slice(0, 100);
}

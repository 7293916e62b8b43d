/** EPCIS 1.2 and 2.0 as XML: what stands around the events is checked and skipped, each event is read as it ends. */
import { eventTimeSchema, readEvent } from '@theriac/domain/epcis';
import { type DocumentReader, Findings } from '../document-reader';
import type { EpcisLimits } from '../epcis-limits';
import { DocumentRefusal } from '../read-item';
import { eventFromXml } from './event-from-xml';
import { attributeOf, placeOfElement, type XmlElement } from './xml-element';
import { XmlTreeParser } from './xml-tree-parser';

/** The namespaces of the two schemas, and the versions that each may say. */
const SCHEMAS = {
  'urn:epcglobal:epcis:xsd:1': {
    format: 'epcis-1.2-xml',
    versions: /^1(?:\.[0-2])?$/,
    rule: 'must be 1.2 (or 1.0, 1.1)',
  },
  'urn:epcglobal:epcis:xsd:2': { format: 'epcis-2.0-xml', versions: /^2\.\d+$/, rule: 'must be 2.0' },
} as const;

/** Documents of the standard that are no capture. */
const OTHER_ROOTS: Readonly<Record<string, string>> = {
  EPCISMasterDataDocument: 'holds master data and no events: a capture takes an EPCISDocument',
  EPCISQueryDocument: 'holds the answer to a query: a capture takes an EPCISDocument',
};

/** The place in the document where events stand; 1.x puts the later kinds into extensions. */
const EVENT_LIST = ['EPCISDocument', 'EPCISBody', 'EventList'];

/** Reads one XML document. */
export class XmlDocumentReader implements DocumentReader {
  readonly found: Findings;
  readonly #parser: XmlTreeParser;
  readonly #path: string[] = [];
  #hasEventList = false;
  #place = 'line 1, column 1';

  constructor(limits: EpcisLimits) {
    this.found = new Findings(limits);
    this.#parser = new XmlTreeParser(
      {
        opened: (element) => this.#opened(element),
        closed: (element, isKept) => {
          this.#closed(element, isKept);
        },
      },
      limits,
    );
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  end(): void {
    this.#parser.end();
    if (!this.#hasEventList) this.found.blame(this.#place, 'must hold an EventList in its EPCISBody');
  }

  #opened(element: XmlElement): { kept: boolean } {
    if (this.#path.length === 0) this.#openRoot(element);
    if (this.#isInEventList() && !isWrapper(element)) return { kept: true };
    this.#path.push(element.uri === '' || this.#path.length === 0 ? element.name : `{}${element.name}`);
    if (this.#path.length === 3 && this.#isInEventList()) this.#openEventList(element);
    if (this.#path.length === 2) this.#openPart(element);
    return { kept: false };
  }

  #closed(element: XmlElement, isKept: boolean): void {
    if (!isKept) {
      this.#path.pop();
      return;
    }
    const { raw, faults, placeOf } = eventFromXml(element, this.found.format === 'epcis-1.2-xml');
    const result = faults.length > 0 ? ({ ok: false, faults } as const) : readEvent(raw, 'xml');
    if (result.ok) this.found.event(result.event, placeOfElement(element));
    else this.found.refuse(result.faults, placeOf);
  }

  #openRoot(element: XmlElement): void {
    this.#place = placeOfElement(element);
    const other = OTHER_ROOTS[element.name];
    if (other !== undefined) throw new DocumentRefusal(this.#place, other);
    if (element.name !== 'EPCISDocument' || !isSchema(element.uri)) {
      throw new DocumentRefusal(this.#place, 'must be an EPCISDocument of EPCIS 1.2 or 2.0');
    }
    const { format, versions, rule } = SCHEMAS[element.uri];
    this.found.format = format;
    this.found.schemaVersion = attributeOf(element, 'schemaVersion');
    this.found.creationDate = attributeOf(element, 'creationDate');
    if (!versions.test(this.found.schemaVersion ?? '')) this.found.blame(this.#place, rule, 'schemaVersion');
    this.#checkCreationDate(this.found.creationDate);
  }

  #checkCreationDate(date: string | undefined): void {
    if (date === undefined) {
      this.found.blame(this.#place, 'must not be missing', 'creationDate');
      return;
    }
    // xsd:dateTime may leave the zone out, and nothing is ordered by this time.
    const result = eventTimeSchema.safeParse(/(?:Z|[+-]\d{2}:\d{2})$/.test(date) ? date : `${date}Z`);
    if (!result.success) this.found.blame(this.#place, result.error.issues[0]?.message ?? 'is refused', 'creationDate');
  }

  #openPart(element: XmlElement): void {
    if (element.uri !== '' || ['EPCISHeader', 'EPCISBody', 'extension'].includes(element.name)) return;
    this.found.blame(placeOfElement(element), 'must hold EPCISHeader and EPCISBody only');
  }

  #openEventList(element: XmlElement): void {
    if (this.#hasEventList) this.found.blame(placeOfElement(element), 'must hold one EventList only');
    this.#hasEventList = true;
  }

  #isInEventList(): boolean {
    return this.#path.length >= 3 && EVENT_LIST.every((name, index) => this.#path[index] === name);
  }
}

function isWrapper({ uri, name }: XmlElement): boolean {
  return uri === '' && name === 'extension';
}

function isSchema(uri: string): uri is keyof typeof SCHEMAS {
  return Object.hasOwn(SCHEMAS, uri);
}

/** EPCIS 2.0 as JSON-LD: a document of many events, or one event by itself. */
import {
  eventTimeSchema,
  fromJsonLd,
  GS1_PREFIXES,
  type Prefixes,
  readEvent,
  withContext,
} from '@theriac/domain/epcis';
import { type DocumentReader, Findings } from '../document-reader';
import type { EpcisLimits } from '../epcis-limits';
import { DocumentRefusal } from '../read-item';
import { JsonTokens } from './json-tokens';
import { JsonTree, pointerTo } from './json-tree';

const EVENTS = ['ObjectEvent', 'AggregationEvent', 'AssociationEvent', 'TransactionEvent', 'TransformationEvent'];
/** Where the events of a document stand. */
const EVENT_LIST = ['epcisBody', 'eventList'];
const FIELDS = [
  '@context',
  'id',
  'type',
  'schemaVersion',
  'creationDate',
  'instanceIdentifier',
  'sender',
  'receiver',
  'epcisHeader',
  'epcisBody',
];

interface Waiting {
  readonly raw: unknown;
  readonly pointer: string;
}

/** Reads one JSON document. */
export class JsonDocumentReader implements DocumentReader {
  readonly found: Findings;
  readonly #tree: JsonTree;
  readonly #tokens: JsonTokens;
  /** Undefined until the document's `@context` was read: events before it wait for its prefixes. */
  #prefixes: Prefixes | undefined;
  #waiting: Waiting[] = [];

  constructor(limits: EpcisLimits) {
    this.found = new Findings(limits);
    this.found.format = 'epcis-2.0-json-ld';
    this.#tree = new JsonTree(
      {
        item: (raw, pointer) => {
          if (this.#prefixes === undefined) this.#waiting.push({ raw, pointer });
          else this.#readEvent(raw, pointer, this.#prefixes);
        },
        field: (name, value) => {
          this.#readField(name, value);
        },
      },
      { path: EVENT_LIST },
      limits,
    );
    this.#tokens = new JsonTokens(this.#tree, limits);
  }

  write(text: string): void {
    this.#tokens.write(text);
  }

  end(): void {
    this.#tokens.end();
    const { root } = this.#tree;
    if (!isObject(root)) throw new DocumentRefusal(pointerTo([]), 'must be an object');
    const prefixes = this.#prefixes ?? GS1_PREFIXES;
    this.#readWaiting(prefixes);
    if (typeof root.type === 'string' && EVENTS.includes(root.type)) this.#readEvent(root, pointerTo([]), prefixes);
    else this.#checkDocument(root);
  }

  #readField(name: string, value: unknown): void {
    if (name === 'type' && value === 'EPCISQueryDocument') {
      throw new DocumentRefusal('/type', 'is the answer to a query: a capture takes an EPCISDocument');
    }
    if (name !== '@context') return;
    this.#prefixes = withContext(GS1_PREFIXES, value);
    this.#readWaiting(this.#prefixes);
  }

  #readWaiting(prefixes: Prefixes): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { raw, pointer } of waiting) this.#readEvent(raw, pointer, prefixes);
  }

  #readEvent(raw: unknown, pointer: string, prefixes: Prefixes): void {
    const result = readEvent(fromJsonLd(raw, prefixes), 'json-ld');
    if (result.ok) this.found.event(result.event, pointer);
    else this.found.refuse(result.faults, (path) => pointerTo(path, pointer));
  }

  #checkDocument(root: Readonly<Record<string, unknown>>): void {
    const { type, schemaVersion, creationDate, epcisBody } = root;
    if (type !== 'EPCISDocument') this.#blame('type', 'must be EPCISDocument, or the type of an event');
    if (!('@context' in root)) this.#blame('@context', 'must not be missing');
    if (typeof schemaVersion === 'string' && /^2\.\d+$/.test(schemaVersion)) this.found.schemaVersion = schemaVersion;
    else this.#blame('schemaVersion', 'must be 2.0');
    const date = eventTimeSchema.safeParse(creationDate);
    if (date.success) this.found.creationDate = date.data;
    else this.#blame('creationDate', date.error.issues[0]?.message ?? 'is refused');
    if (!isObject(epcisBody) || !Array.isArray(epcisBody.eventList)) this.#blame('epcisBody', 'must hold an eventList');
    for (const name of Object.keys(root).filter((each) => !FIELDS.includes(each) && !each.includes(':'))) {
      this.#blame(name, 'is an unknown field');
    }
  }

  #blame(name: string, rule: string): void {
    this.found.blame(pointerTo([name]), rule, FIELDS.includes(name) ? name : undefined);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

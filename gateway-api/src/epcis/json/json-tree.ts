/** Builds values from JSON's tokens, handing each item of one list over as it ends instead of keeping it. */
import { DocumentRefusal } from '../read-item';
import type { JsonHandler, JsonLimits } from './json-tokens';

type Key = string | number;

interface OpenValue {
  readonly isArray: boolean;
  readonly list: unknown[];
  readonly fields: Map<string, unknown>;
  /** How many values a list has had; those handed over are not in it. */
  count: number;
  /** The field that is being read; undefined before the first. */
  name: string | undefined;
}

const UNSAFE = /[^\w@:.() -]/g;

/** The list whose items are handed over. */
export interface StreamedList {
  /** Where it stands, such as `['epcisBody', 'eventList']`. */
  readonly path: readonly string[];
  /** Whether each item may have as many values as the limits say, and not all together. */
  readonly countsAnew?: true;
}

/** Told of each item of the list, and of the fields around it as they come. */
export interface JsonTreeHandler {
  item(raw: unknown, pointer: string): void;
  /** A field of the outermost object has its value. */
  field(name: string, value: unknown): void;
}

/** A tree of values. */
export class JsonTree implements JsonHandler {
  /** The outermost value, once it has ended. */
  root: unknown;
  readonly #open: OpenValue[] = [];
  #nodes = 0;

  constructor(
    private readonly handler: JsonTreeHandler,
    private readonly list: StreamedList,
    private readonly limits: JsonLimits,
  ) {}

  opened(isArray: boolean): void {
    this.#count();
    this.#open.push({ isArray, list: [], fields: new Map(), count: 0, name: undefined });
  }

  named(name: string): void {
    const object = this.#open.at(-1);
    if (object === undefined) return;
    object.name = name;
    // A later field of the same name would silently win.
    if (object.fields.has(name)) throw this.refusal('must have each field once only');
    if (name === '__proto__') throw this.refusal('must not have a field __proto__');
    if (object.fields.size >= this.limits.fields) throw this.refusal(`must have at most ${this.limits.fields} fields`);
  }

  valued(value: string | number | boolean | null): void {
    this.#count();
    this.#put(value);
  }

  closed(): void {
    const ended = this.#open.pop();
    if (ended === undefined) return;
    this.#put(ended.isArray ? ended.list : Object.fromEntries(ended.fields));
  }

  refusal(rule: string): DocumentRefusal {
    return new DocumentRefusal(pointerTo(this.#path()), rule);
  }

  #put(value: unknown): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) {
      this.root = value;
      return;
    }
    if (parent.isArray) {
      if (this.#isStreamed()) this.#handOver(value);
      else parent.list.push(value);
      parent.count += 1;
      return;
    }
    if (parent.name === undefined) return;
    parent.fields.set(parent.name, value);
    if (this.#open.length === 1) this.handler.field(parent.name, value);
  }

  #handOver(value: unknown): void {
    if (this.list.countsAnew === true) this.#nodes = 0;
    this.handler.item(value, pointerTo(this.#path()));
  }

  #isStreamed(): boolean {
    const { path } = this.list;
    return this.#open.length === path.length + 1 && path.every((name, index) => this.#open[index]?.name === name);
  }

  /** The way to what is being read. */
  #path(): Key[] {
    return this.#open.map(({ isArray, count, name }) => (isArray ? count : name)).filter((key) => key !== undefined);
  }

  #count(): void {
    this.#nodes += 1;
    if (this.#nodes > this.limits.nodes) throw this.refusal(`must have at most ${this.limits.nodes} values`);
  }
}

/** What the whole document is called, whose pointer would be empty. */
const WHOLE = '(document)';

/** A JSON pointer (RFC 6901); a hostile name in it is cut short. */
export function pointerTo(path: readonly Key[], base = WHOLE): string {
  const steps = path.map((key) => `/${String(key).slice(0, 60).replace(UNSAFE, '?')}`);
  return (base === WHOLE && steps.length > 0 ? '' : base) + steps.join('');
}

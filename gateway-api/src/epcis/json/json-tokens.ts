/** JSON's grammar (RFC 8259) over text in pieces: nothing is held but the token at hand and the open brackets. */
import type { EpcisLimits } from '../epcis-limits';

/** What reading JSON may cost. */
export type JsonLimits = Pick<EpcisLimits, 'depth' | 'nodes' | 'textLength' | 'fields'>;

/** Who is told what the text holds. */
export interface JsonHandler {
  /** A bracket opens. */
  opened(isArray: boolean): void;
  /** A field's name; its value follows. */
  named(name: string): void;
  /** A value that is no object and no list. */
  valued(value: string | number | boolean | null): void;
  /** The bracket that was opened last closes. */
  closed(): void;
  /** @returns the error to throw for a broken rule */
  refusal(rule: string): Error;
}

type Expect = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end' | 'nothing';

const WHITE = /[ \t\r\n]*/y;
const BARE = /[^\s{}[\],:"]*/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const NO_JSON = 'is not well-formed JSON';

/** Tells a handler what JSON text holds. */
export class JsonTokens {
  /** What of the text so far is no whole token yet. */
  #rest = '';
  #at = 0;
  #expect: Expect = 'value';
  /** For each open bracket, whether it is a list's. */
  readonly #open: boolean[] = [];

  constructor(
    private readonly handler: JsonHandler,
    private readonly limits: JsonLimits,
  ) {}

  write(text: string): void {
    this.#rest = this.#rest === '' ? text : this.#rest.slice(this.#at) + text;
    this.#at = 0;
    while (this.#next(false));
    this.#rest = this.#rest.slice(this.#at);
    this.#at = 0;
    // An escaped character is six at most.
    if (this.#rest.length > this.limits.textLength * 6 + 2) throw this.#tooLong();
  }

  end(): void {
    while (this.#next(true));
    if (this.#expect !== 'nothing') throw this.handler.refusal('ends too early');
  }

  /** Reads one token; false when the text at hand holds no whole one. */
  #next(isLast: boolean): boolean {
    WHITE.lastIndex = this.#at;
    WHITE.test(this.#rest);
    this.#at = Math.max(this.#at, WHITE.lastIndex);
    const character = this.#rest[this.#at];
    if (character === undefined) return false;
    if (character === '"') return this.#text();
    if ('{}[],:'.includes(character)) {
      this.#at += 1;
      this.#punctuation(character);
      return true;
    }
    return this.#bare(isLast);
  }

  #text(): boolean {
    const end = this.#endOfText();
    if (end < 0) return false;
    const source = this.#rest.slice(this.#at, end + 1);
    this.#at = end + 1;
    const text = this.#decoded(source);
    if (text.length > this.limits.textLength) throw this.#tooLong();
    if (this.#expect === 'name' || this.#expect === 'name-or-end') {
      this.#expect = 'colon';
      this.handler.named(text);
    } else this.#value(text);
    return true;
  }

  /** Where the closing quotation mark stands; -1 when it is not there yet. */
  #endOfText(): number {
    let at = this.#at + 1;
    for (;;) {
      const end = this.#rest.indexOf('"', at);
      if (end < 0) return -1;
      let slashes = 0;
      while (this.#rest[end - 1 - slashes] === '\\') slashes += 1;
      if (slashes % 2 === 0) return end;
      at = end + 1;
    }
  }

  #decoded(source: string): string {
    try {
      // One token, so this is as bounded as the token; it refuses control characters and broken escapes.
      return JSON.parse(source) as string;
    } catch {
      throw this.handler.refusal(`${NO_JSON}: a text has a character that JSON does not allow`);
    }
  }

  #bare(isLast: boolean): boolean {
    BARE.lastIndex = this.#at;
    const source = BARE.exec(this.#rest)?.[0] ?? '';
    if (source.length > 64) throw this.handler.refusal(NO_JSON);
    if (this.#at + source.length === this.#rest.length && !isLast) return false;
    this.#at += source.length;
    const literal = LITERALS.get(source);
    if (literal !== undefined) this.#value(literal);
    else this.#number(source);
    return true;
  }

  #number(source: string): void {
    const value = Number(source);
    if (!NUMBER.test(source)) throw this.handler.refusal(NO_JSON);
    if (!Number.isFinite(value)) throw this.handler.refusal('has a number that is too large');
    this.#value(value);
  }

  #value(value: string | number | boolean | null): void {
    if (this.#expect !== 'value' && this.#expect !== 'value-or-end') throw this.handler.refusal(NO_JSON);
    this.handler.valued(value);
    this.#valueEnded();
  }

  #punctuation(character: string): void {
    if (character === '{' || character === '[') this.#opened(character === '[');
    else if (character === '}' || character === ']') this.#closed(character === ']');
    else if (character === ':' && this.#expect === 'colon') this.#expect = 'value';
    else if (character === ',' && this.#expect === 'comma-or-end')
      this.#expect = this.#open.at(-1) === true ? 'value' : 'name';
    else throw this.handler.refusal(NO_JSON);
  }

  #opened(isArray: boolean): void {
    if (this.#expect !== 'value' && this.#expect !== 'value-or-end') throw this.handler.refusal(NO_JSON);
    if (this.#open.length >= this.limits.depth)
      throw this.handler.refusal(`must have at most ${this.limits.depth} levels`);
    this.handler.opened(isArray);
    this.#open.push(isArray);
    this.#expect = isArray ? 'value-or-end' : 'name-or-end';
  }

  #closed(isArray: boolean): void {
    const mayEnd = this.#expect === 'comma-or-end' || this.#expect === (isArray ? 'value-or-end' : 'name-or-end');
    if (!mayEnd || this.#open.pop() !== isArray) throw this.handler.refusal(NO_JSON);
    this.handler.closed();
    this.#valueEnded();
  }

  #valueEnded(): void {
    this.#expect = this.#open.length === 0 ? 'nothing' : 'comma-or-end';
  }

  #tooLong(): Error {
    return this.handler.refusal(`must have texts of at most ${this.limits.textLength} characters`);
  }
}

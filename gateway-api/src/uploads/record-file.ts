/** Reads the records of an uploaded file, CSV or NDJSON, to its end, before anything is done with them. */
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { CsvError, parse as csvParser } from 'csv-parse';

/** The media types that a file of records may have. */
export const RECORD_FILE_TYPES = ['text/csv', 'application/x-ndjson'] as const;

/** Characters: no line of such a file is nearly as long. */
const LONGEST_LINE = 1_024;
/** Bytes that are worked on before other requests have their turn: some 20 ms. */
const SLICE = 64 * 1_024;

const CSV_RULES: Readonly<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `must have at most ${LONGEST_LINE} characters`,
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'has characters after a closing quote',
  INVALID_OPENING_QUOTE: 'has a quote within an unquoted field',
};

/** Takes records in the file's order. */
export interface RecordGatherer {
  /** Whether reading on is not worth it. */
  readonly isFull: boolean;
  /** Takes the fields of a line, in the columns' order. */
  add(line: number, fields: readonly string[]): void;
  /** Notes that a line breaks a rule of the file's form. */
  fault(line: number, rule: string): void;
}

/** The line of a file's first record: in CSV it follows a header. */
export function firstLineOf(mediaType: string): number {
  return mediaType === 'text/csv' ? 2 : 1;
}

/** Reads a file whose records have these fields, all texts. */
export async function readRecordFile(
  mediaType: string,
  columns: readonly string[],
  source: AsyncIterable<Uint8Array>,
  gatherer: RecordGatherer,
): Promise<void> {
  const reader = new RecordReader(columns, gatherer);
  await (mediaType === 'text/csv' ? reader.readCsv(source) : reader.readNdjson(source));
}

class RecordReader {
  constructor(
    private readonly columns: readonly string[],
    private readonly gatherer: RecordGatherer,
  ) {}

  /** A CSV file (RFC 4180) with just these columns. */
  async readCsv(source: AsyncIterable<Uint8Array>): Promise<void> {
    const { columns, gatherer } = this;
    let line = 0;
    const parser = csvParser({
      bom: true,
      relax_column_count: true,
      max_record_size: LONGEST_LINE,
      // No field holds a line break, so a record is a line; one that does is refused where it begins.
      on_record: (record: string[]): null => {
        line += 1;
        if (line > 1) this.#addRecord(line, record);
        else if (record.join() !== columns.join()) gatherer.fault(1, `must be the header "${columns.join()}"`);
        return null;
      },
    });
    try {
      await pipeline(() => this.#inSlices(source), parser, drain);
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      gatherer.fault(line + 1, CSV_RULES[error.code] ?? 'is no CSV');
    }
  }

  /** A file of lines that are each an object with just these fields. */
  async readNdjson(source: AsyncIterable<Uint8Array>): Promise<void> {
    const { gatherer } = this;
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let line = 0;
    let rest = '';
    for await (const slice of this.#inSlices(source)) {
      const text = decoded(decoder, slice);
      if (text === undefined) {
        gatherer.fault(line + 1, 'this line or one soon after it is not UTF-8');
        return;
      }
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const one of lines) this.#addLine((line += 1), one);
      if (rest.length > LONGEST_LINE) {
        gatherer.fault(line + 1, `must have at most ${LONGEST_LINE} characters`);
        return;
      }
    }
    if (decoded(decoder, undefined) === undefined) gatherer.fault(line + 1, 'ends within a character');
    else if (rest !== '') this.#addLine(line + 1, rest);
  }

  #addRecord(line: number, record: readonly string[]): void {
    const { length } = this.columns;
    if (record.length === length) this.gatherer.add(line, record);
    else this.gatherer.fault(line, length === 1 ? 'must have one field' : `must have ${length} fields`);
  }

  #addLine(line: number, text: string): void {
    const { columns, gatherer } = this;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      gatherer.fault(line, 'must be JSON');
      return;
    }
    const fields = fieldsOf(value, columns);
    if (fields !== undefined) gatherer.add(line, fields);
    else gatherer.fault(line, objectRule(columns));
  }

  async *#inSlices(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      for (let at = 0; at < piece.length; at += SLICE) {
        if (this.gatherer.isFull) return;
        yield piece.subarray(at, at + SLICE);
        await setImmediate();
      }
    }
  }
}

/** An object's fields in the columns' order; undefined unless it has just these, as texts. */
function fieldsOf(value: unknown, columns: readonly string[]): string[] | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== columns.length) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  const fields = columns.map((column) => (Object.hasOwn(record, column) ? record[column] : undefined));
  return fields.every((field) => typeof field === 'string') ? fields : undefined;
}

function objectRule(columns: readonly string[]): string {
  const names = columns.map((column) => `"${column}"`).join(' and ');
  return columns.length === 1
    ? `must be an object with the one field ${names}, a text`
    : `must be an object with the fields ${names}, texts`;
}

/** The bytes decoded so far, or at `undefined` the end's; undefined when they are not UTF-8. */
function decoded(decoder: TextDecoder, slice: Uint8Array | undefined): string | undefined {
  try {
    return slice === undefined ? decoder.decode() : decoder.decode(slice, { stream: true });
  } catch {
    return undefined;
  }
}

/** `on_record` has taken everything already: nothing comes out. */
async function drain(records: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of records) continue;
}

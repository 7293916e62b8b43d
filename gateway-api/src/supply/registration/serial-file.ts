/** Reads the serials of an uploaded file, CSV or NDJSON, to its end, before anything is done with them. */
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import type { Serial } from '@theriac/domain/gs1';
import { CsvError, parse as csvParser } from 'csv-parse';
import { z } from 'zod';
import { SerialGatherer } from './serial-faults';

/** The media types that a file of serials may have. */
export const SERIAL_FILE_TYPES = ['text/csv', 'application/x-ndjson'] as const;

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

const ndjsonLine = z.strictObject({ serial: z.string('must be a text') });

/**
 * The serials of a file, in its order, each once.
 *
 * @throws LedgerError INVALID_INPUT or SERIAL_DUPLICATE, naming lines and rules
 */
export async function readSerialFile(
  mediaType: string,
  source: AsyncIterable<Uint8Array>,
): Promise<ReadonlySet<Serial>> {
  const gatherer = new SerialGatherer(mediaType === 'text/csv' ? 2 : 1);
  await (mediaType === 'text/csv' ? readCsv(gatherer, source) : readNdjson(gatherer, source));
  return gatherer.end();
}

/** A CSV file (RFC 4180) with the one column `serial`. */
async function readCsv(gatherer: SerialGatherer, source: AsyncIterable<Uint8Array>): Promise<void> {
  let line = 0;
  const parser = csvParser({
    bom: true,
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
    // No serial holds a line break, so a record is a line; one that does is refused where it begins.
    on_record: (record: string[]): null => {
      line += 1;
      if (line > 1) addRecord(gatherer, line, record);
      else if (record.length !== 1 || record[0] !== 'serial') gatherer.fault(1, 'must be the header "serial"');
      return null;
    },
  });
  try {
    await pipeline(() => inSlices(gatherer, source), parser, drain);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    gatherer.fault(line + 1, CSV_RULES[error.code] ?? 'is no CSV');
  }
}

function addRecord(gatherer: SerialGatherer, line: number, record: readonly string[]): void {
  if (record.length === 1) gatherer.add(line, record[0]);
  else gatherer.fault(line, 'must have one field');
}

/** A file of lines that are each `{"serial": "…"}`. */
async function readNdjson(gatherer: SerialGatherer, source: AsyncIterable<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 0;
  let rest = '';
  for await (const slice of inSlices(gatherer, source)) {
    const text = decoded(decoder, slice);
    if (text === undefined) {
      gatherer.fault(line + 1, 'this line or one soon after it is not UTF-8');
      return;
    }
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const one of lines) addLine(gatherer, (line += 1), one);
    if (rest.length > LONGEST_LINE) {
      gatherer.fault(line + 1, `must have at most ${LONGEST_LINE} characters`);
      return;
    }
  }
  if (decoded(decoder, undefined) === undefined) gatherer.fault(line + 1, 'ends within a character');
  else if (rest !== '') addLine(gatherer, line + 1, rest);
}

function addLine(gatherer: SerialGatherer, line: number, text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    gatherer.fault(line, 'must be JSON');
    return;
  }
  const parsed = ndjsonLine.safeParse(value);
  if (parsed.success) gatherer.add(line, parsed.data.serial);
  else gatherer.fault(line, 'must be an object with the one field "serial", a text');
}

/** The bytes decoded so far, or at `undefined` the end's; undefined when they are not UTF-8. */
function decoded(decoder: TextDecoder, slice: Uint8Array | undefined): string | undefined {
  try {
    return slice === undefined ? decoder.decode() : decoder.decode(slice, { stream: true });
  } catch {
    return undefined;
  }
}

async function* inSlices(gatherer: SerialGatherer, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    for (let at = 0; at < piece.length; at += SLICE) {
      if (gatherer.isFull) return;
      yield piece.subarray(at, at + SLICE);
      await setImmediate();
    }
  }
}

/** `on_record` has taken everything already: nothing comes out. */
async function drain(records: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of records) continue;
}

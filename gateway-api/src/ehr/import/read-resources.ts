/** Reads an uploaded FHIR R4 Bundle or NDJSON, one resource in memory at a time. */
import { TextDecoder } from 'node:util';
import { DocumentRefusal, JsonTokens, JsonTree, textPieces } from '../../epcis';

/** The media type of a Bundle, and that of resources by line. */
export const BUNDLE_TYPE = 'application/fhir+json';
export const NDJSON_TYPE = 'application/fhir+ndjson';

/** Bytes of one upload: some 150,000 resources. What a Bundle calls its entries is held while it is read. */
export const LARGEST_UPLOAD = 256 << 20;

/** Characters of a line or a text: a resource may hold a document of 8 MB in base64. */
const LONGEST_TEXT = 12 << 20;
const LIMITS = { bytes: LARGEST_UPLOAD, depth: 64, nodes: 100_000, textLength: LONGEST_TEXT, fields: 256, turn: 10 };
const LINE_BREAK = 0x0a;

/** A resource as it stands in an upload. */
export interface ReadResource {
  /** `line 3` or `/entry/2`. */
  readonly place: string;
  /** What the Bundle calls it. */
  readonly fullUrl: string | undefined;
  /** Undefined where there is none: then `rule` says why. */
  readonly resource: unknown;
  readonly rule?: string;
}

/**
 * Reads an upload from its beginning.
 *
 * @throws DocumentRefusal when what follows cannot be read any more
 */
export async function* readResources(
  mediaType: string,
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<ReadResource> {
  yield* mediaType === NDJSON_TYPE ? readLines(source) : readBundle(source);
}

async function* readBundle(source: AsyncIterable<Uint8Array>): AsyncGenerator<ReadResource> {
  let found: ReadResource[] = [];
  const handler = {
    item: (raw: unknown, place: string) => {
      found.push(entryOf(raw, place));
    },
    field: (name: string, value: unknown) => {
      if (name === 'resourceType' && value !== 'Bundle') throw new DocumentRefusal('/resourceType', 'must be Bundle');
    },
  };
  const tree = new JsonTree(handler, { path: ['entry'], countsAnew: true }, LIMITS);
  const tokens = new JsonTokens(tree, LIMITS);
  for await (const text of textPieces(source, LIMITS)) {
    tokens.write(text);
    yield* found;
    found = [];
  }
  tokens.end();
  if (!isObject(tree.root) || tree.root.resourceType !== 'Bundle')
    throw new DocumentRefusal('/resourceType', 'must be Bundle');
}

function entryOf(raw: unknown, place: string): ReadResource {
  const { fullUrl, resource } = isObject(raw) ? raw : {};
  const common = { place, fullUrl: typeof fullUrl === 'string' ? fullUrl : undefined, resource };
  return resource === undefined ? { ...common, rule: 'must hold a resource' } : common;
}

async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<ReadResource> {
  let number = 0;
  for await (const bytes of linesOf(source)) {
    number += 1;
    const place = `line ${number}`;
    const text = decoded(bytes);
    if (text?.trim() === '') continue;
    yield { place, fullUrl: undefined, ...parsed(text) };
  }
}

async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let open: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source) {
    let start = 0;
    for (let end = piece.indexOf(LINE_BREAK); end >= 0; end = piece.indexOf(LINE_BREAK, start)) {
      yield Buffer.concat([...open, piece.subarray(start, end)]);
      open = [];
      size = 0;
      start = end + 1;
    }
    open.push(piece.subarray(start));
    size += piece.length - start;
    if (size > LONGEST_TEXT)
      throw new DocumentRefusal('(document)', `must have lines of at most ${LONGEST_TEXT} bytes`);
  }
  if (size > 0) yield Buffer.concat(open);
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string | undefined): Pick<ReadResource, 'resource' | 'rule'> {
  if (text === undefined) return { resource: undefined, rule: 'must be UTF-8' };
  try {
    return { resource: JSON.parse(text) as unknown };
  } catch {
    return { resource: undefined, rule: 'must be JSON' };
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

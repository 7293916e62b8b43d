/** The one way in for EPCIS documents: a stream and its content type become events, faults with places, and an end. */
import type { DocumentReader, Findings } from './document-reader';
import { DEFAULT_LIMITS, type EpcisLimits } from './epcis-limits';
import { JsonDocumentReader } from './json/json-document-reader';
import { DocumentRefusal, type ReadItem } from './read-item';
import { textPieces } from './text-pieces';
import { XmlDocumentReader } from './xml/xml-document-reader';

/**
 * Reads an EPCIS 1.2 XML, 2.0 XML or 2.0 JSON-LD document from a stream, item by item.
 *
 * Events come as they are read, so the caller keeps them aside: they count only once the last item, `end`, says that
 * the document is sound. A fault of scope `event` refuses that event alone. Nothing is thrown for whatever the stream
 * holds, even when it breaks off; the stream is not destroyed, so a request can still be answered.
 *
 * @param contentType `application/xml`, `text/xml`, `application/json` or `application/ld+json`, parameters allowed
 */
export async function* readEpcisDocument(
  stream: AsyncIterable<Uint8Array>,
  contentType: string,
  limits: EpcisLimits = DEFAULT_LIMITS,
): AsyncGenerator<ReadItem, void> {
  const reader = readerFor(contentType, limits);
  if (reader === undefined) {
    yield { kind: 'fault', scope: 'document', place: 'Content-Type', rule: 'must be XML or JSON in UTF-8' };
    yield endOf(undefined);
    return;
  }
  try {
    for await (const text of textPieces(stream, limits)) {
      reader.write(text);
      yield* reader.found.take();
    }
    reader.end();
    yield* reader.found.take();
  } catch (error) {
    if (!(error instanceof DocumentRefusal)) throw error;
    yield* reader.found.take();
    reader.found.isSound = false;
    yield { kind: 'fault', scope: 'document', place: error.place, rule: error.rule };
  }
  yield endOf(reader.found);
}

/** Whether a content type is one that {@link readEpcisDocument} reads. */
export function isEpcisContentType(contentType: string): boolean {
  return bindingOf(contentType) !== undefined;
}

function readerFor(contentType: string, limits: EpcisLimits): DocumentReader | undefined {
  const binding = bindingOf(contentType);
  if (binding === 'xml') return new XmlDocumentReader(limits);
  return binding === 'json' ? new JsonDocumentReader(limits) : undefined;
}

function bindingOf(contentType: string): 'xml' | 'json' | undefined {
  const [type = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  if (charset !== undefined && !/^charset="?(?:utf-8|us-ascii)"?$/.test(charset)) return undefined;
  if (type === 'application/xml' || type === 'text/xml') return 'xml';
  return type === 'application/json' || type === 'application/ld+json' ? 'json' : undefined;
}

function endOf(found: Findings | undefined): ReadItem {
  return {
    kind: 'end',
    isSound: found?.isSound ?? false,
    format: found?.format,
    schemaVersion: found?.schemaVersion,
    creationDate: found?.creationDate,
    events: found?.events ?? 0,
    refused: found?.refused ?? 0,
  };
}

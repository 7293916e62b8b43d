/** The answer to a query: events as an EPCISQueryDocument, in JSON-LD or in XML, written in turns. */
import { type EpcisEvent, NamespacePrefixes, toJsonLd } from '@theriac/domain/epcis';
import type { Instant, Turns } from '@theriac/domain/ledger';
import { writeXmlEvent } from './xml/write-event';
import { writeDeclarations } from './xml/write-extensions';

/** GS1's context; `GS1_PREFIXES` holds what of it is needed here, and nobody fetches it. */
export const EPCIS_CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** The standard's one predefined query over events. */
const QUERY_NAME = 'SimpleEventQuery';

/** How an answer is written. */
export type DocumentForm = 'json-ld' | 'xml';

/** Writes the document; whoever runs it lets others have their turn in between. */
export function writeQueryDocument(form: DocumentForm, events: Iterable<EpcisEvent>, created: Instant): Turns<string> {
  return form === 'xml' ? writeXml(events, created) : writeJson(events, created);
}

function* writeJson(events: Iterable<EpcisEvent>, created: Instant): Turns<string> {
  const prefixes = new NamespacePrefixes();
  const written: string[] = [];
  for (const event of events) {
    written.push(JSON.stringify(toJsonLd(event, prefixes)));
    yield;
  }
  const own = prefixes.context();
  const head = JSON.stringify({
    '@context': Object.keys(own).length === 0 ? [EPCIS_CONTEXT] : [EPCIS_CONTEXT, own],
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate: created,
  });
  const results = `{"queryName":"${QUERY_NAME}","resultsBody":{"eventList":[${written.join(',\n')}]}}`;
  return `${head.slice(0, -1)},"epcisBody":{"queryResults":${results}}}\n`;
}

function* writeXml(events: Iterable<EpcisEvent>, created: Instant): Turns<string> {
  const prefixes = new NamespacePrefixes();
  const written: string[] = [];
  for (const event of events) {
    for (const piece of writeXmlEvent(event, prefixes)) {
      written.push(piece);
      yield;
    }
  }
  // Only now it is known which namespaces there are.
  const root = `epcisq:EPCISQueryDocument`;
  const attributes = `xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2"${writeDeclarations(prefixes)}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} ${attributes} schemaVersion="2.0" creationDate="${created}">
<EPCISBody><epcisq:QueryResults><queryName>${QUERY_NAME}</queryName><resultsBody><EventList>
${written.join('')}</EventList></resultsBody></epcisq:QueryResults></EPCISBody>
</${root}>
`;
}

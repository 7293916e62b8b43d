/** Answers to queries in XML, read by somebody else's parser: the same events with the same EPCs. */
import type { EpcisEvent } from '@theriac/domain/epcis';
import { fromJsonLd, GS1_PREFIXES, readEvent } from '@theriac/domain/epcis';
import { type Instant, inOneGo } from '@theriac/domain/ledger';
import {
  commissioningEvent,
  packingEvent,
  packs,
  transactionEvent,
  transformationEvent,
} from '../../domain/src/epcis/fixtures/events';
import { writeQueryDocument } from '../../gateway-api/src/epcis/query-document';
import { hasPython, runPython } from './python-environment';

const describeWithPython = hasPython(11) ? describe : describe.skip;

/** The first run downloads packages. */
jest.setTimeout(300_000);

function eventOf(raw: unknown): EpcisEvent {
  const result = readEvent(fromJsonLd(raw, GS1_PREFIXES), 'json-ld');
  if (!result.ok) throw new Error(result.faults[0]?.rule);
  return result.event;
}

describeWithPython('EParseCIS', () => {
  it('finds every event of an answer with its EPCs', async () => {
    const many = packs(...Array.from({ length: 5_000 }, (_, index) => `A%26${index}`));
    const links = ['https://id.gs1.org/01/09521321123458/21/B%2F1', 'https://id.gs1.org/01/09521321123458/21/B2'];
    const raw = [
      commissioningEvent({ epcList: many }),
      commissioningEvent({ epcList: links }),
      packingEvent(),
      transactionEvent(),
      transformationEvent(),
    ];
    const text = inOneGo(writeQueryDocument('xml', raw.map(eventOf), '2026-11-21T08:00:00.000Z' as Instant));
    expect(JSON.parse(await runPython('read_eparsecis.py', [], text))).toEqual([
      { type: 'ObjectEvent', epcs: many },
      { type: 'ObjectEvent', epcs: links },
      { type: 'AggregationEvent', epcs: ['urn:epc:id:sscc:9521321.0000000001', ...packs('A1', 'A2')] },
      { type: 'TransactionEvent', epcs: packs('A1') },
      { type: 'TransformationEvent', epcs: [...packs('A1'), ...packs('B1')] },
    ]);
  });
});

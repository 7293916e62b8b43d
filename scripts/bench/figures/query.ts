/** How fast an organisation finds an event among many that it captured. */
import { z } from 'zod';
import { until } from '../../demo/gateway-request';
import { gatewayAddress } from '../../network/gateway-address';
import type { Bench } from '../bench-network';
import { type Figure, figure } from '../figure';
import { KeepAlive } from '../keep-alive';
import { MAKER } from '../lots';
import { timeBoth } from '../timing';

const DOCUMENTS = 10;
const EVENTS_A_DOCUMENT = 10_000;
const EVENTS = DOCUMENTS * EVENTS_A_DOCUMENT;
const QUERIES = { count: 500, inFlight: 1 };
const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';

/** Measures the query by EPC over events of a step that asks nothing of the ledger. */
export async function queryFigures(bench: Bench): Promise<Figure[]> {
  const maker = new KeepAlive(gatewayAddress(bench.place, MAKER.at), bench.as(MAKER.at, MAKER.as));
  try {
    bench.say(`query: capturing ${EVENTS} events`);
    for (let number = 0; number < DOCUMENTS; number += 1) await capture(bench, number);
    const [timing] = await timeBoth(
      QUERIES,
      async (turn) => {
        const found = resultSchema.parse(await maker.get(`/epcis/events?MATCH_anyEPC=${epcOf((turn * 199) % EVENTS)}`));
        const { length } = found.epcisBody.queryResults.resultsBody.eventList;
        if (length !== 1) throw new Error(`a query found ${length} events instead of one`);
      },
      () => Promise.resolve(),
    );
    return [
      figure({
        ...{ name: `find an event by EPC among ${EVENTS}, p95`, unit: 'ms', value: timing.p95, reference: null },
        goal: { of: 'value', atMost: 100 },
      }),
    ];
  } finally {
    maker.close();
  }
}

const resultSchema = z.object({
  epcisBody: z.object({ queryResults: z.object({ resultsBody: z.object({ eventList: z.array(z.unknown()) }) }) }),
});

async function capture({ requests }: Bench, number: number): Promise<void> {
  const eventList = Array.from({ length: EVENTS_A_DOCUMENT }, (_, at) => eventOf(number * EVENTS_A_DOCUMENT + at));
  const document = {
    ...{ '@context': [CONTEXT], type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-11-21T08:00:00Z' },
    epcisBody: { eventList },
  };
  const file = { content: JSON.stringify(document), type: 'application/json' };
  const { location = '' } = await requests.send({ ...MAKER, path: '/epcis/capture', file }, z.unknown());
  await until(
    `the end of capture ${number + 1} of ${DOCUMENTS}`,
    async () => (await requests.send({ ...MAKER, path: location }, z.object({ running: z.boolean() }))).body,
    ({ running }) => !running,
    { withinMs: 300_000, everyMs: 500 },
  );
}

/** A pack is seen on a shelf. */
function eventOf(number: number): object {
  return {
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'storing', disposition: 'sellable_accessible' },
    ...{ eventTime: new Date(Date.UTC(2026, 10, 1) + number * 1_000).toISOString(), eventTimeZoneOffset: '+00:00' },
    epcList: [epcOf(number)],
  };
}

function epcOf(number: number): string {
  return `urn:epc:id:sgtin:9521104.001234.QRY${String(number).padStart(7, '0')}`;
}

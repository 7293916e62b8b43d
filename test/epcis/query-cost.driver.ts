/** Measures queries by EPC over 100,000 captured events, and what 100,000 packs cost at capture: run it by hand. */
import { createHash } from 'node:crypto';
import type { EpcisEvent } from '@theriac/domain/epcis';
import { CapturedEventStore, type NewCapturedEvent } from '../../gateway-api/src/capture/captured-events.store';
import { captures } from '../../gateway-api/src/capture/captures.table';
import { startTestServer } from '../../gateway-api/src/database/fixtures/test-database';
import { EventIndexStore } from '../../gateway-api/src/epcis-query/event-index.store';
import { EventQueries } from '../../gateway-api/src/epcis-query/event-queries';
import { readQuery } from '../../gateway-api/src/epcis-query/query-parameters';

/** What was measured, in milliseconds. */
export interface QueryCost {
  readonly keep100000Packs: number;
  readonly byEpcP50: number;
  readonly byEpcP95: number;
}

const BATCH = 200;
const QUERIES = 200;
const BIG = 100_000;

/** Stores so many events of ten packs each, then one of 100,000, and asks for packs. */
export async function measureQueries(events: number): Promise<QueryCost> {
  const server = await startTestServer();
  try {
    const { db } = await server.fresh();
    const store = new CapturedEventStore(db);
    const queries = new EventQueries(new EventIndexStore(db), store);
    await db.insert(captures).values({ id: 'c', reference: 'r', errorBehaviour: 'rollback', format: '', errors: [] });
    const keep = (from: number, kept: readonly EpcisEvent[]): Promise<unknown> =>
      db.transaction((transaction) =>
        store.keep(
          'c',
          kept.map((event, index) => ({ position: from + index, event: rowOf(event, from + index) })),
          transaction,
        ),
      );
    for (let at = 0; at < events; at += BATCH)
      await keep(
        at,
        Array.from({ length: BATCH }, (_, index) => smallEvent(at + index)),
      );
    const begun = performance.now();
    await keep(events, [
      eventOf(
        0,
        Array.from({ length: BIG }, (_, index) => pack(`BIG-${index}`)),
      ),
    ]);
    const keep100000Packs = performance.now() - begun;
    const times: number[] = [];
    for (let index = 0; index < QUERIES; index += 1) {
      const since = performance.now();
      await queries.page(readQuery({ MATCH_anyEPC: pack(`S${(index * 7_919) % PACKS}-3`) }), []);
      times.push(performance.now() - since);
    }
    times.sort((one, other) => one - other);
    const at = (share: number): number => times[Math.floor(QUERIES * share)] ?? Number.NaN;
    return { keep100000Packs, byEpcP50: at(0.5), byEpcP95: at(0.95) };
  } finally {
    await server.stop();
  }
}

/** Each pack stands in five of 100,000 events. */
const PACKS = 20_000;
const STEPS = ['commissioning', 'packing', 'shipping', 'receiving', 'dispensing'];

const pack = (serial: string): string => `urn:epc:id:sgtin:9521104.001234.${serial}`;

function smallEvent(number: number): EpcisEvent {
  const epcs = Array.from({ length: 10 }, (_, index) => pack(`S${number % PACKS}-${index}`));
  return eventOf(number, epcs);
}

function eventOf(number: number, epcList: string[]): EpcisEvent {
  return {
    ...{ type: 'ObjectEvent', eventTimeZoneOffset: '+00:00', action: 'OBSERVE', epcList },
    eventTime: new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString(),
    bizStep: STEPS[number % STEPS.length],
    readPoint: { id: `urn:epc:id:sgln:9521104.0000${number % 9}.0` },
  };
}

function rowOf(event: EpcisEvent, number: number): NewCapturedEvent {
  return {
    hash: createHash('sha256').update(String(number)).digest(),
    ...{ eventId: null, isErrorDeclaration: false, type: event.type, bizStep: null, eventTime: event.eventTime },
    body: event,
  };
}

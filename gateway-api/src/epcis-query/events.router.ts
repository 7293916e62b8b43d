/** The EPCIS query interface over HTTP: events, all or those of one EPC, step, place, disposition or type. */
import type { IncomingHttpHeaders } from 'node:http';
import { LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { linkToNext } from '../capture/epcis-paging';
import { dressQueryProblem } from '../capture/epcis-problem';
import { route, type Route } from '../http/route';
import { answerEvents, EVENTS_ANSWER } from './event-answers';
import { named, type NameTest } from './event-filter';
import { CLASS_KINDS, EPC_KINDS } from './event-names';
import type { EventQueries } from './event-queries';
import type { KnownPrefixes } from './known-prefixes';
import { anyOf, matchClasses, matchEpcs, matchPlaces } from './match-epc';
import { attempted, EVENT_TYPES, KNOWN_PARAMETERS, readQuery } from './query-parameters';
import { word } from './parameter-values';

const ORDER_PARAMETERS = ['orderBy', 'orderDirection', 'perPage', 'eventCountLimit', 'maxEventCount', 'nextPageToken'];

const valueSchema = z.string('must stand once only');
/** Parameters may have a part of their name open, so that the description cannot list them all. */
const querySchema = z
  .object(Object.fromEntries([...KNOWN_PARAMETERS, ...ORDER_PARAMETERS].map((name) => [name, valueSchema.optional()])))
  .catchall(valueSchema);

/** What the routes need. */
export interface EventRouteParts {
  readonly queries: EventQueries;
  readonly prefixes: KnownPrefixes;
  /** Refuses who may not see captured events. */
  readonly guard: (caller: Caller) => void;
}

/** A resource under which events stand: what its name asks for. */
interface Resource {
  readonly path: string;
  readonly summary: string;
  readonly within: (value: string) => NameTest;
}

const RESOURCES: readonly Resource[] = [
  { path: 'eventTypes', summary: 'Events of a type', within: ofType },
  { path: 'epcs', summary: 'Events that name an EPC, or a class of EPCs', within: ofEpc },
  {
    path: 'bizSteps',
    summary: 'Events of a business step',
    within: (value) => named('bizStep', { names: [word('step', value)] }),
  },
  {
    path: 'bizLocations',
    summary: 'Events after which the objects are at a place',
    within: (value) => anyOf(matchPlaces('bizLocation', [value], false)),
  },
  {
    path: 'readPoints',
    summary: 'Events that took place at a read point',
    within: (value) => anyOf(matchPlaces('readPoint', [value], false)),
  },
  {
    path: 'dispositions',
    summary: 'Events after which the objects are in a condition',
    within: (value) => named('disposition', { names: [word('disposition', value)] }),
  },
];

/** The routes of events. */
export function eventRoutes({ queries, prefixes, guard }: EventRouteParts): Route[] {
  const common = { method: 'get', tag: 'EPCIS', guard, dressProblem: dressQueryProblem } as const;
  const answers = { 200: EVENTS_ANSWER };
  const page = async (
    path: string,
    call: { query: Record<string, unknown>; accepted: string; headers: IncomingHttpHeaders },
    within: readonly NameTest[],
  ) => {
    const query = call.query as Record<string, string>;
    const { events, next } = await queries.page(readQuery(query), within);
    return answerEvents(events, call, prefixes, next === undefined ? {} : linkToNext(path, query, next));
  };
  return [
    route({ ...common, path: '/epcis/events', summary: 'Captured events', query: querySchema, answers }, (call) =>
      page('/epcis/events', call, []),
    ),
    route(
      {
        ...{ ...common, path: '/epcis/events/{eventID}', answers },
        summary: 'An event and the declarations that it was an error, by its eventID, or by its number here',
        params: z.strictObject({ eventID: z.string() }),
      },
      async (call) => answerEvents(await queries.find(call.params.eventID), call, prefixes),
    ),
    ...RESOURCES.map(({ path, summary, within }) =>
      route(
        {
          ...{ ...common, path: `/epcis/${path}/{name}/events`, summary, query: querySchema, answers },
          params: z.strictObject({ name: z.string() }),
        },
        (call) => {
          const { name } = call.params;
          const test = attempted(path, () => within(name));
          return page(`/epcis/${path}/${encodeURIComponent(name)}/events`, call, [test]);
        },
      ),
    ),
  ];
}

function ofType(type: string): NameTest {
  if (!EVENT_TYPES.includes(type)) throw new LedgerError('EVENT_TYPE_NOT_FOUND', 'events have another five types');
  return named('type', { names: [type] });
}

function ofEpc(epc: string): NameTest {
  return anyOf([...matchEpcs(EPC_KINDS, [epc]), ...matchClasses(CLASS_KINDS, [epc])]);
}

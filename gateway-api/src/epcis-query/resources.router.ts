/** What captured events name, over HTTP: types, EPCs, steps, places, dispositions, each once. */
import { epcTranslator } from '@theriac/domain/epcis';
import { invalidInput } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../caller/caller';
import { linkToNext } from '../capture/epcis-paging';
import { dressQueryProblem } from '../capture/epcis-problem';
import { EPCIS_CONTEXT } from '../epcis/query-document';
import { route, type Route } from '../http/route';
import { uriOfName } from './epc-name';
import { formatOf } from './event-answers';
import type { EventIndexStore } from './event-index.store';
import type { NameKind } from './event-names';
import type { KnownEpcs } from './known-epcs';
import type { KnownPrefixes } from './known-prefixes';
import { EVENT_TYPES } from './query-parameters';

/** What the routes need. */
export interface ResourceRouteParts {
  readonly index: EventIndexStore;
  readonly epcs: KnownEpcs;
  readonly prefixes: KnownPrefixes;
  readonly guard: (caller: Caller) => void;
}

const perPageSchema = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be a whole number from 1 to 999')
  .transform(Number)
  .default(30);
const query = z.strictObject({ perPage: perPageSchema, nextPageToken: z.string().max(1_500).optional() });
const collectionSchema = z.strictObject({
  '@context': z.string(),
  type: z.literal('Collection'),
  member: z.array(z.string()),
});
type Collection = z.infer<typeof collectionSchema>;

const KINDS: readonly (readonly [path: string, kind: NameKind, what: string])[] = [
  ['bizSteps', 'bizStep', 'Business steps'],
  ['bizLocations', 'bizLocation', 'Places where objects were after an event, as Digital Links where they have one'],
  ['readPoints', 'readPoint', 'Places where events took place, as Digital Links where they have one'],
  ['dispositions', 'disposition', 'Dispositions'],
];

/** The routes of resources. */
export function resourceRoutes({ index, epcs, prefixes, guard }: ResourceRouteParts): Route[] {
  const common = { method: 'get', tag: 'EPCIS', guard, dressProblem: dressQueryProblem, query } as const;
  const answers = {
    200: {
      description: 'A page of names',
      schema: collectionSchema,
      mediaType: ['application/json', 'application/ld+json'],
    },
  };
  const types = route(
    { ...common, path: '/epcis/eventTypes', summary: 'The types of events', answers },
    ({ accepted }) =>
      Promise.resolve({ status: 200, headers: { 'Content-Type': accepted }, body: collection(EVENT_TYPES) }),
  );
  const ofEpcs = route(
    { ...common, path: '/epcis/epcs', summary: 'EPCs that captured events name, as they were first named', answers },
    async ({ query: { perPage, nextPageToken }, headers, accepted }) => {
      const format = formatOf(headers);
      const translate = epcTranslator(format, format === 'Always_EPC_URN' ? await prefixes.all() : []);
      const page = await epcs.page(placeOf(nextPageToken), perPage);
      const next = page.next?.map((part) => part.toString(36)).join('_');
      const link = next === undefined ? {} : linkToNext('/epcis/epcs', { perPage }, next);
      const member = translate === undefined ? page.epcs : page.epcs.map(translate);
      const more = { 'Content-Type': accepted, 'GS1-EPC-Format': format };
      return { status: 200, headers: { ...more, ...link }, body: collection(member) };
    },
  );
  const named = KINDS.map(([path, kind, summary]) =>
    route(
      { ...common, path: `/epcis/${path}`, summary: `${summary}, in their order`, answers },
      async ({ query: { perPage, nextPageToken = '' }, accepted }) => {
        const names = await index.names(kind, nameOf(nextPageToken), perPage + 1);
        const shown = names.slice(0, perPage);
        const next = names.length > perPage ? Buffer.from(shown.at(-1) ?? '').toString('base64url') : undefined;
        const link = next === undefined ? {} : linkToNext(`/epcis/${path}`, { perPage }, next);
        const member = kind === 'bizStep' || kind === 'disposition' ? shown : shown.map(uriOfName);
        return { status: 200, headers: { 'Content-Type': accepted, ...link }, body: collection(member) };
      },
    ),
  );
  return [types, ofEpcs, ...named];
}

function collection(member: readonly string[]): Collection {
  return { '@context': EPCIS_CONTEXT, type: 'Collection', member: [...member] };
}

function nameOf(token: string): string {
  const name = Buffer.from(token, 'base64url').toString('utf8');
  if (name.includes('\0')) throw invalidInput([{ field: 'nextPageToken', rule: 'is no token of this list' }]);
  return name;
}

function placeOf(token: string | undefined): readonly [number, number] {
  if (token === undefined) return [0, 0];
  if (!/^[0-9a-z]{1,10}_[0-9a-z]{1,6}$/.test(token))
    throw invalidInput([{ field: 'nextPageToken', rule: 'is no token of this list' }]);
  const [event = 0, position = 0] = token.split('_').map((part) => Number.parseInt(part, 36));
  return [event, position];
}

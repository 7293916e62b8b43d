/** The review of emergencies over HTTP, and the setting of roles: for who answers for privacy in the organisation. */
import {
  breakGlassSettingSchema,
  reviewEmergencySchema,
  sessionIdSchema,
  setBreakGlassRolesSchema,
} from '@theriac/domain/ehr';
import { type Instant, instantSchema, LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller/caller';
import { pageOfRows, pageSchema, pagingQuery, readCursor } from '../../http/paging';
import { route, type Route } from '../../http/route';
import { changedShape, changedView } from '../committed.view';
import type { EhrChannel } from '../ehr-channel';
import type { EmergencyStore } from './emergencies.store';
import type { EmergencyClient } from './emergency.client';
import { emergencyView, emergencyViewSchema, untoldView } from './emergency.view';
import type { OwnEmergencyStore } from './own-emergencies.store';

/** What the routes need. */
export interface EmergencyReviewParts {
  readonly channel: EhrChannel;
  readonly client: EmergencyClient;
  readonly known: EmergencyStore;
  readonly own: OwnEmergencyStore;
  readonly now: () => Instant;
}

const PATH = '/v1/emergencies';
const tag = 'Emergencies';
const params = z.strictObject({ session: sessionIdSchema });
const placeSchema = z.tuple([instantSchema, z.string()]);
const query = z.strictObject({
  ...pagingQuery,
  /** `untold`: those of which the ledger does not know yet, or that it refused. */
  state: z.enum(['open', 'overdue', 'closed', 'untold']).optional(),
});

/** The routes of privacy officers. */
export function emergencyReviewRoutes({ channel, client, known, own, now }: EmergencyReviewParts): Route[] {
  return [
    route(
      {
        ...{ method: 'get', path: PATH, tag, summary: 'Emergencies that the organisation’s people declared', query },
        ...{ guard: guardReview, ownKey: 'unused' },
        answers: { 200: { description: 'A page, the newest first', schema: pageSchema(emergencyViewSchema) } },
      },
      async ({ query: { limit, after, state } }) => {
        const place = readCursor(after, placeSchema);
        if (state === 'untold') {
          const untold = await own.listUntold(place, limit + 1);
          const page = pageOfRows(untold, limit, ({ at, session }) => [at.toISOString(), session], untoldView);
          return { status: 200, body: page };
        }
        const rows = await known.listOwn(state, now(), place, limit + 1);
        const view = (row: (typeof rows)[number]) => emergencyView(row, now());
        return { status: 200, body: pageOfRows(rows, limit, ({ askedAt, session }) => [askedAt, session], view) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${PATH}/{session}/review`, tag, summary: 'Judge an emergency', params },
        guard: channel.guard('ReviewEmergency'),
        body: reviewEmergencySchema.omit({ session: true }),
        answers: { 200: { description: 'It is closed', schema: z.strictObject(changedShape) } },
      },
      async ({ caller, params: { session }, body, reference }) => {
        const committed = await client.review(caller, { ...body, session }, reference);
        return { status: 200, body: changedView(committed) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: '/v1/break-glass-roles', tag, guard: channel.guard('SetBreakGlassRoles') },
        summary: 'Say which roles may break the glass at this organisation',
        body: setBreakGlassRolesSchema,
        answers: { 200: { description: 'They may from now on', schema: z.strictObject(changedShape) } },
      },
      async ({ caller, body, reference }) => {
        const committed = await client.setRoles(caller, body, reference);
        return { status: 200, body: changedView(committed) };
      },
    ),
    route(
      {
        ...{ method: 'get', path: '/v1/break-glass-roles', tag, guard: channel.guard('ReadBreakGlassRoles') },
        summary: 'Which roles may break the glass at this organisation',
        answers: {
          200: { description: 'The roles', schema: breakGlassSettingSchema.omit({ changedAt: true }) },
        },
      },
      async ({ caller }) => ({ status: 200, body: await client.readRoles(caller, channel.self.name) }),
    ),
  ];
}

/** Who broke the glass for whom is itself what records tell: not even administrators need it. */
function guardReview({ role }: Caller): void {
  if (role !== 'privacy-officer')
    throw new LedgerError('NOT_PERMITTED', 'emergencies are listed for privacy officers only');
}

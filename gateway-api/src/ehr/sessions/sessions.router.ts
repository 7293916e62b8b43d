/** Access sessions over HTTP: somebody says whose record they want to see and why, and hears whether they may. */
import { requestAccessSchema, sessionIdSchema } from '@theriac/domain/ehr';
import { z } from 'zod';
import { route, type Route } from '../../http/route';
import { changedShape, changedView } from '../committed.view';
import type { DrawnIds } from '../drawn-ids';
import type { EhrChannel } from '../ehr-channel';
import type { OwnSessionStore } from './own-sessions.store';
import type { SessionClient } from './session.client';
import { sessionView, sessionViewSchema } from './session.view';

/** What the routes need. */
export interface SessionRouteParts {
  readonly channel: EhrChannel;
  readonly client: SessionClient;
  readonly own: OwnSessionStore;
  readonly ids: DrawnIds;
}

const PATH = '/v1/access-sessions';
const tag = 'Access sessions';
const params = z.strictObject({ session: sessionIdSchema });

/** The routes of sessions. */
export function sessionRoutes({ channel, client, own, ids }: SessionRouteParts): Route[] {
  return [
    route(
      {
        ...{ method: 'post', path: PATH, tag, summary: 'Ask to see a patient’s record for a purpose' },
        guard: channel.guard('RequestAccess'),
        body: requestAccessSchema.omit({ session: true }),
        answers: {
          201: {
            description: 'It is decided, allowed or denied, and the patient is told: a denial is an answer too',
            schema: sessionViewSchema,
          },
        },
      },
      async ({ caller, body, reference }) => {
        const session = ids.of('session', reference);
        await client.request(caller, { ...body, session }, reference);
        const release = await client.readForRelease(caller, session);
        await own.note(release.session);
        return { status: 201, headers: { Location: `${PATH}/${session}` }, body: sessionView(release) };
      },
    ),
    route(
      {
        ...{ method: 'get', path: `${PATH}/{session}`, tag, summary: 'A session of the caller, and what it opens now' },
        ...{ guard: channel.guard('ReadForRelease'), params },
        answers: { 200: { description: 'The session', schema: sessionViewSchema } },
      },
      async ({ caller, params: { session } }) => {
        const release = await client.readForRelease(caller, session);
        return { status: 200, body: sessionView(release) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${PATH}/{session}/end`, tag, summary: 'End a session before its time' },
        ...{ guard: channel.guard('EndSession'), params, body: z.strictObject({}) },
        answers: { 200: { description: 'It opens nothing any more', schema: z.strictObject(changedShape) } },
      },
      async ({ caller, params: { session }, reference }) => {
        const committed = await client.end(caller, session, reference);
        await own.noteEnded(session);
        return { status: 200, body: changedView(committed) };
      },
    ),
  ];
}

/** Emergencies over HTTP: a clinician breaks the glass and reads at once, a second one agrees to what stays sealed. */
import {
  breakGlassSchema,
  emergencyTextSchema,
  isSameReader,
  readerIn,
  recordNumberSchema,
  sessionIdSchema,
} from '@theriac/domain/ehr';
import { type Instant, LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller/caller';
import { route, type Route } from '../../http/route';
import type { Jobs } from '../../jobs';
import type { DrawnIds } from '../drawn-ids';
import type { EhrChannel } from '../ehr-channel';
import type { RecordLinkStore } from '../links/record-links.store';
import { emergencyBundle, emergencyBundleSchema } from './emergency-bundle';
import type { EmergencyReading } from './emergency-record';
import type { EmergencyClient } from './emergency.client';
import type { OwnEmergencies, StandingEmergency } from './own-emergencies';
import { type OwnEmergencyView, ownEmergencyView, ownEmergencyViewSchema } from './own-emergency.view';

/** What the routes need. */
export interface EmergencyRouteParts {
  readonly channel: EhrChannel;
  readonly own: OwnEmergencies;
  readonly reading: EmergencyReading;
  readonly client: EmergencyClient;
  readonly links: RecordLinkStore;
  readonly jobs: Jobs;
  readonly ids: DrawnIds;
  readonly now: () => Instant;
}

const PATH = '/v1/emergencies';
const tag = 'Emergencies';
const params = z.strictObject({ session: sessionIdSchema });
const standing = { 200: { description: 'The emergency as it stands', schema: ownEmergencyViewSchema } };

/** For so long an answer waits that the ledger is told; what an emergency opens is open before. */
const TELLING_WAIT = 'wait=1';

const { patient, reason, text } = breakGlassSchema.shape;
const breakSchema = z
  .strictObject({ patient: patient.optional(), recordNumber: recordNumberSchema.optional(), reason, text })
  .refine((body) => (body.patient === undefined) !== (body.recordNumber === undefined), {
    path: ['patient'],
    error: 'must name the patient, or else the record number here',
  });

const openSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('approval') }),
  z.strictObject({ kind: z.literal('none'), text: emergencyTextSchema }),
]);

/** The routes of clinicians in emergencies. */
export function emergencyRoutes(parts: EmergencyRouteParts): Route[] {
  const { channel, own, reading, client, ids } = parts;
  return [
    route(
      {
        ...{ method: 'post', path: PATH, tag, summary: 'Break the glass for a patient: open to be read at once' },
        ...{ guard: channel.guard('BreakGlass'), ownKey: 'later' },
        body: breakSchema,
        answers: {
          201: {
            description: 'It is journaled, and the ledger knows or will; a role that may not is denied, and reviewed',
            schema: ownEmergencyViewSchema,
          },
        },
      },
      async ({ caller, body, reference }) => {
        const session = ids.of('emergency', reference);
        const patient = await patientOf(parts.links, body);
        const { reason, text } = body;
        const view = await told(parts, await own.break(caller, { session, patient, reason, text }));
        return { status: 201, headers: { Location: `${PATH}/${session}` }, body: view };
      },
    ),
    route(
      {
        ...{ method: 'get', path: `${PATH}/{session}`, tag, summary: 'An emergency that the caller declared here' },
        ...{ guard: channel.guard('BreakGlass'), ownKey: 'unused', params, answers: standing },
      },
      async ({ caller, params: { session } }) => {
        const emergency = await own.find(session);
        requireOwn(channel, emergency, caller);
        return { status: 200, body: ownEmergencyView(emergency, parts.now()) };
      },
    ),
    route(
      {
        ...{ method: 'get', path: `${PATH}/{session}/record`, tag, params },
        ...{ guard: channel.guard('BreakGlass'), ownKey: 'unused' },
        summary: 'What the own vault holds of the patient, as far as the emergency opens it',
        answers: { 200: { description: 'A FHIR R4 Bundle', schema: emergencyBundleSchema } },
      },
      async ({ caller, params: { session } }) => {
        const record = await reading.read(caller, session);
        return { status: 200, body: emergencyBundle(record, channel.self.name) };
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${PATH}/{session}/approve`, tag, params },
        ...{ guard: channel.guard('ApproveSealed'), ownKey: 'refused' },
        summary: 'Agree, as a second clinician, that what is sealed is opened',
        body: z.strictObject({}),
        answers: { 200: { description: 'Who broke the glass may read it', schema: approvedSchema } },
      },
      async ({ caller, params: { session }, reference }) => {
        const here = await approveHere(parts, caller, session);
        if (here !== undefined) return { status: 200, body: { session, state: here.state } };
        // Broken at another provider: the ledger tells its gateway.
        await client.tell(caller, { kind: 'approve', command: { session } }, reference);
        return { status: 200, body: { session, state: 'committed' } };
      },
    ),
    route(
      {
        ...{ method: 'post', path: `${PATH}/{session}/open-sealed`, tag, params },
        ...{ guard: channel.guard('OpenSealed'), ownKey: 'later' },
        summary: 'Open what is sealed: a second clinician agreed elsewhere, or none did within two minutes',
        ...{ body: openSchema, answers: standing },
      },
      async ({ caller, params: { session }, body }) => ({
        status: 200,
        body: await told(parts, await own.open(caller, session, body)),
      }),
    ),
  ];
}

const approvedSchema = ownEmergencyViewSchema.pick({ session: true, state: true });

/** @throws LedgerError PATIENT_NOT_FOUND */
async function patientOf(links: RecordLinkStore, { patient: named, recordNumber }: z.infer<typeof breakSchema>) {
  const found = named ?? (recordNumber === undefined ? undefined : await links.patientOf(recordNumber));
  if (found === undefined) throw new LedgerError('PATIENT_NOT_FOUND', 'no link in force leads from the record number');
  return found;
}

async function approveHere(
  parts: EmergencyRouteParts,
  caller: Caller,
  session: string,
): Promise<OwnEmergencyView | undefined> {
  try {
    return await told(parts, await parts.own.approve(caller, session));
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'SESSION_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The emergency, after the ledger had a moment to be told. */
async function told({ own, jobs, now }: EmergencyRouteParts, emergency: StandingEmergency): Promise<OwnEmergencyView> {
  if (emergency.job === undefined) return ownEmergencyView(emergency, now());
  jobs.nudge();
  // A job that was given up is taken up again by itself: it is no failure of what was done.
  await jobs.answer(emergency.job, TELLING_WAIT).catch(() => undefined);
  return ownEmergencyView(await own.find(emergency.state.session), now());
}

/** @throws LedgerError SESSION_NOT_YOURS */
function requireOwn(channel: EhrChannel, { state }: StandingEmergency, caller: Caller): void {
  if (!isSameReader(state.reader, readerIn(channel.actorOf(caller))))
    throw new LedgerError('SESSION_NOT_YOURS', 'another person broke the glass, or in another role');
}

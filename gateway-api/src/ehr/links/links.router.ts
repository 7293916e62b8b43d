/** Links between patients and the records of this provider, over HTTP. */
import { linkSchema, patientIdSchema, recordNumberSchema } from '@theriac/domain/ehr';
import { instantSchema, type Role, refuseUnless } from '@theriac/domain/ledger';
import { z } from 'zod';
import type { Caller } from '../../caller';
import { route, type Route } from '../../http/route';
import { changedShape, changedView } from '../committed.view';
import type { EhrChannel } from '../ehr-channel';
import type { PatientClient } from '../patients/patient.client';
import { requireVoice, spokenFor, spokenForShape } from '../patients/spoken-for';
import { linkCodeSchema, writtenCode } from './link-code';
import type { LinkCodeStore } from './link-codes.store';
import type { LinkClient } from './link.client';
import type { Linking } from './linking';

/** What the routes need. */
export interface LinkRouteParts {
  readonly channel: EhrChannel;
  readonly patients: PatientClient;
  readonly links: LinkClient;
  readonly codes: LinkCodeStore;
  readonly linking: Linking;
}

const tag = 'Links';
/** Who meets patients in person. */
const HANDING_OUT: readonly Role[] = ['administrator', 'nurse', 'pharmacist', 'physician'];

const codeViewSchema = z.strictObject({ code: z.string(), expiresAt: z.iso.datetime() });
const madeSchema = z.strictObject({
  ...{ patient: patientIdSchema, recordNumber: recordNumberSchema, changedAt: instantSchema },
  /** Missing for a command that was begun by a process which died. */
  transactionId: z.string().optional(),
});
const linkViewSchema = linkSchema
  .omit({ salt: true, changedAt: true })
  .extend({ linkedAt: instantSchema, until: instantSchema.optional() });

/** The routes of links. */
export function linkRoutes(parts: LinkRouteParts): Route[] {
  return [codeRoute(parts), ...patientRoutes(parts)];
}

function codeRoute({ codes }: LinkRouteParts): Route {
  return route(
    {
      method: 'post',
      path: '/v1/link-codes',
      ...{ tag, summary: 'A one-time code to hand to a patient who is present; it is told once, and lasts 15 minutes' },
      // Kept under an Idempotency-Key, the answer would hold the code. Asked for twice, there are two.
      changesNothing: true,
      ...{ scope: 'ledger:write', ownKey: 'unused' },
      guard: requireHandingOut,
      body: z.strictObject({ recordNumber: recordNumberSchema }),
      answers: { 201: { description: 'The code', schema: codeViewSchema } },
    },
    async ({ caller, body: { recordNumber } }) => {
      const { code, expiresAt } = await codes.handOut(recordNumber, caller.person);
      const body = { code: writtenCode(code), expiresAt: expiresAt.toISOString() };
      return { status: 201, headers: { 'Cache-Control': 'no-store' }, body };
    },
  );
}

function patientRoutes({ channel, patients, links, linking }: LinkRouteParts): Route[] {
  const provider = channel.self.name;
  return [
    route(
      {
        method: 'post',
        path: '/v1/links',
        ...{ tag, summary: 'Link the patient with the record here that a one-time code is of', foreignPatients: true },
        guard: (caller) => {
          requireVoice(caller);
          channel.guard('LinkRecord')(caller);
        },
        body: z.strictObject({ code: linkCodeSchema, ...spokenForShape }),
        answers: { 201: { description: 'They are linked', schema: madeSchema } },
      },
      async ({ caller, body: { code, patient }, reference }) => {
        const made = await linking.link(caller, { code, patient }, reference);
        return { status: 201, headers: { Location: '/v1/links/me' }, body: made };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/links/unlink',
        ...{ tag, summary: 'The record here is the patient’s no more', foreignPatients: true },
        guard: channel.guard('UnlinkRecord'),
        body: z.strictObject(spokenForShape),
        answers: {
          200: { description: 'It is not', schema: z.strictObject({ patient: patientIdSchema, ...changedShape }) },
        },
      },
      async ({ caller, body, reference }) => {
        const { patient } = await spokenFor(patients, caller, body.patient);
        const committed = await links.unlink(caller, patient, reference);
        return { status: 200, body: { patient, ...changedView(committed) } };
      },
    ),
    route(
      {
        ...{ method: 'get', path: '/v1/links/me', tag, summary: 'The patient’s record here', foreignPatients: true },
        guard: (caller) => {
          requireVoice(caller);
          channel.guard('ReadLink')(caller);
        },
        query: z.strictObject(spokenForShape),
        answers: { 200: { description: 'The links, one at most', schema: z.array(linkViewSchema) } },
      },
      async ({ caller, query }) => {
        const { patient } = await spokenFor(patients, caller, query.patient);
        const { link, emergency } = await links.read(caller, patient);
        if (link === null) return { status: 200, body: [] };
        const { recordNumber, origin, changedAt: linkedAt } = link;
        const isEnding = origin === 'emergency' && emergency?.state === 'provisional';
        const until = isEnding ? { until: emergency.until } : {};
        return { status: 200, body: [{ patient, provider, recordNumber, origin, linkedAt, ...until }] };
      },
    ),
  ];
}

function requireHandingOut({ role }: Caller): void {
  refuseUnless(HANDING_OUT.includes(role), 'NOT_PERMITTED', 'codes are handed out by who meets patients');
}

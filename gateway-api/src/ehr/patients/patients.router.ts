/** Patients and their guardians over HTTP. */
import { dismissGuardianSchema, guardianSchema, patientIdSchema, patientSchema } from '@theriac/domain/ehr';
import { LedgerError } from '@theriac/domain/ledger';
import { z } from 'zod';
import { hasOwnKey } from '../../caller';
import { route, type Route } from '../../http/route';
import { changedShape, changedView } from '../committed.view';
import type { DrawnIds } from '../drawn-ids';
import type { EhrChannel } from '../ehr-channel';
import type { PatientClient } from './patient.client';

/** What the routes need. */
export interface PatientRouteParts {
  readonly client: PatientClient;
  readonly channel: EhrChannel;
  readonly ids: DrawnIds;
}

const tag = 'Patients';
const params = z.strictObject({ patient: patientIdSchema });
const registrationSchema = z.strictObject({
  /** Whether only the caller's own key is to speak for them from now on: then the request brings its certificate. */
  ownKey: z.boolean().default(false),
});
const changedSchema = z.strictObject({ patient: patientIdSchema, ...changedShape });

/** The routes of patients. */
export function patientRoutes(parts: PatientRouteParts): Route[] {
  return [...registrationRoutes(parts), ...guardianRoutes(parts)];
}

function registrationRoutes({ client, channel, ids }: PatientRouteParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/patients',
        ...{ tag, summary: 'The caller becomes known to the network as a patient of this organisation' },
        guard: channel.guard('RegisterPatient'),
        body: registrationSchema,
        answers: { 201: { description: 'The id by which the network knows them', schema: changedSchema } },
      },
      async ({ caller, body: { ownKey }, reference }) => {
        // Bound to a key of the gateway's, nobody would speak for the patient any more once its hour is over.
        if (ownKey && !hasOwnKey(caller))
          throw new LedgerError('OWN_KEY_NEEDED', 'only a key that the patient keeps themselves can be bound');
        const patient = ids.of('patient', reference);
        const committed = await client.register(caller, { patient, ownKey }, reference);
        return { status: 201, headers: { Location: '/v1/patients/me' }, body: { patient, ...changedView(committed) } };
      },
    ),
    route(
      {
        ...{
          method: 'get',
          path: '/v1/patients/me',
          tag,
          summary: 'Which patient the caller is, and who acts for them',
        },
        guard: channel.guard('ReadMyPatient'),
        answers: { 200: { description: 'The patient as the ledger has them now', schema: patientSchema } },
      },
      async ({ caller }) => ({ status: 200, body: await client.readMine(caller) }),
    ),
    route(
      {
        ...{ method: 'get', path: '/v1/patients/{patient}', tag, params },
        summary: 'A patient, for themselves, their guardians and privacy officers',
        guard: channel.guard('ReadPatient'),
        answers: { 200: { description: 'The patient as the ledger has them now', schema: patientSchema } },
      },
      async ({ caller, params: { patient } }) => ({ status: 200, body: await client.read(caller, patient) }),
    ),
  ];
}

function guardianRoutes({ client, channel }: PatientRouteParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/v1/patients/{patient}/guardians',
        ...{ tag, summary: 'Somebody acts for the patient until an end; named again, with another scope or end' },
        guard: channel.guard('AppointGuardian'),
        ...{ params, body: guardianSchema },
        answers: { 201: { description: 'They do', schema: changedSchema } },
      },
      async ({ caller, params: { patient }, body, reference }) => {
        const committed = await client.appointGuardian(caller, { patient, guardian: body }, reference);
        return { status: 201, body: { patient, ...changedView(committed) } };
      },
    ),
    route(
      {
        method: 'post',
        path: '/v1/patients/{patient}/guardians/dismiss',
        ...{ tag, summary: 'Somebody acts for the patient no more' },
        guard: channel.guard('DismissGuardian'),
        ...{ params, body: dismissGuardianSchema.omit({ patient: true }) },
        answers: { 200: { description: 'They do not', schema: changedSchema } },
      },
      async ({ caller, params: { patient }, body: { person }, reference }) => {
        const committed = await client.dismissGuardian(caller, { patient, person }, reference);
        return { status: 200, body: { patient, ...changedView(committed) } };
      },
    ),
  ];
}

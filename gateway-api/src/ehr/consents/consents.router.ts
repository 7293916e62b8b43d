/** Consents over HTTP: FHIR R4 in and out, and taking one back. */
import {
  type CompiledConsent,
  compileConsent,
  type ConsentContext,
  consentIdSchema,
  patientIdSchema,
} from '@theriac/domain/ehr';
import { canonicalJson, type Instant, invalidInput, LedgerError } from '@theriac/domain/ledger';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { HttpRefusal } from '../../http/http-refusal';
import { type Answer, route, type Route } from '../../http/route';
import { changedShape, changedView } from '../committed.view';
import type { DrawnIds } from '../drawn-ids';
import type { EhrChannel } from '../ehr-channel';
import { FHIR_TYPES, fhirHeaders, fhirShape } from '../fhir/fhir-json';
import type { PatientClient } from '../patients/patient.client';
import { requireVoice, spokenFor, spokenForShape } from '../patients/spoken-for';
import type { ConsentChanges } from './consent-changes';
import type { ConsentClient } from './consent.client';
import type { ConsentOriginalStore, Resource } from './consent-originals.store';

/** What the routes need. */
export interface ConsentRouteParts {
  readonly channel: EhrChannel;
  readonly patients: PatientClient;
  readonly client: ConsentClient;
  readonly changes: ConsentChanges;
  readonly originals: ConsentOriginalStore;
  readonly ids: DrawnIds;
  /** The gateway's clock. */
  readonly now: () => Instant;
}

const PATH = '/fhir/R4/Consent';
const params = z.strictObject({ id: consentIdSchema });
const resourceSchema = z.record(z.string(), z.unknown());
const fhir = fhirShape('Consent');
const ofResource = { jsonTypes: FHIR_TYPES, body: resourceSchema, scope: 'ledger:write' } as const;
const resourceAnswer = { schema: z.looseObject({ resourceType: z.string() }), mediaType: FHIR_TYPES };
/** FHIR writes `Patient/` before the id in a search, or not. */
const searchedPatient = z
  .string()
  .transform((text) => text.replace(/^Patient\//, ''))
  .pipe(patientIdSchema)
  .optional();
const withdrawnSchema = z.strictObject({ patient: patientIdSchema, consent: consentIdSchema, ...changedShape });

/** The routes of consents. */
export function consentRoutes(parts: ConsentRouteParts): Route[] {
  return [...givingRoutes(parts), ...readingRoutes(parts), withdrawingRoute(parts)];
}

function givingRoutes(parts: ConsentRouteParts): Route[] {
  const { channel, changes, originals, ids } = parts;
  const guard = channel.guard('GiveConsent');
  return [
    route(
      {
        ...{ method: 'post', path: PATH, ...fhir, ...ofResource, guard },
        summary: 'Give a consent: it stands beside the patient’s others, signed with them as one whole',
        answers: { 201: { description: 'It stands', ...resourceAnswer } },
      },
      async ({ caller, body, reference }) => {
        const consent = ids.of('consent', reference);
        const { patient, compile } = reading(parts, body, consent);
        const next = compile(1);
        await originals.keep(patient, next, body);
        await changes.give({ caller, patient, reference }, (standing) =>
          // A command that was sent again finds what it gave.
          Promise.resolve(standing.some((one) => one.consent === consent) ? undefined : next),
        );
        return resourceAnswerOf(parts, patient, next, 201);
      },
    ),
    route(
      {
        ...{ method: 'put', path: `${PATH}/{id}`, ...fhir, ...ofResource, params, guard },
        summary: 'Another version of a consent that stands, in the place of the one that If-Match names',
        answers: { 200: { description: 'It stands', ...resourceAnswer } },
      },
      async ({ caller, params: { id }, body, headers, reference }) => {
        if (body.id !== id) throw invalidInput([{ field: 'id', rule: 'must be the id in the path' }]);
        const last = versionIn(headers);
        const { patient, compile } = reading(parts, body, id);
        const next = compile(last + 1);
        await changes.give({ caller, patient, reference }, async (standing) => {
          const stands = standing.find(({ consent }) => consent === id);
          if (stands === undefined) throw new LedgerError('CONSENT_NOT_FOUND', 'no consent with this id stands');
          if (canonicalJson(stands) === canonicalJson(next)) return undefined;
          if (stands.version !== last)
            throw new HttpRefusal('PRECONDITION_FAILED', 'another version stands: read it again');
          await originals.keep(patient, next, body);
          return next;
        });
        return resourceAnswerOf(parts, patient, next, 200);
      },
    ),
  ];
}

function readingRoutes(parts: ConsentRouteParts): Route[] {
  const { channel, patients, client, originals } = parts;
  const guard = channel.guard('ReadConsents');
  const common = { method: 'get', ...fhir, guard, foreignPatients: true } as const;
  const query = z.strictObject({ patient: searchedPatient });
  return [
    route(
      {
        ...{ ...common, path: PATH, query, summary: 'The patient’s consents that stand' },
        answers: { 200: { description: 'A Bundle of them', ...resourceAnswer } },
      },
      async ({ caller, query: { patient: named } }) => {
        const { patient } = await spokenFor(patients, caller, named);
        const given = await client.read(caller, patient);
        const resources = await originals.resourcesOf(patient, given?.consents ?? []);
        const entry = resources.map((resource) => ({ resource, search: { mode: 'match' } }));
        const bundle = { resourceType: 'Bundle', type: 'searchset', total: entry.length };
        // An empty list is no valid FHIR.
        const body = entry.length === 0 ? bundle : { ...bundle, entry };
        return { status: 200, headers: fhirHeaders(), body };
      },
    ),
    route(
      {
        ...{ ...common, path: `${PATH}/{id}`, params, query },
        summary: 'A consent that stands; a guardian names the patient',
        answers: { 200: { description: 'The consent', ...resourceAnswer } },
      },
      async ({ caller, params: { id }, query: { patient: named } }) => {
        const { patient } = await spokenFor(patients, caller, named);
        const given = await client.read(caller, patient);
        const found = given?.consents.find(({ consent }) => consent === id);
        if (found === undefined) throw new LedgerError('CONSENT_NOT_FOUND', 'no consent with this id stands');
        return resourceAnswerOf(parts, patient, found, 200);
      },
    ),
  ];
}

function withdrawingRoute({ channel, patients, changes }: ConsentRouteParts): Route {
  return route(
    {
      method: 'post',
      path: '/v1/consents/{id}/withdraw',
      ...{ tag: 'Consents', summary: 'Take a consent back: it binds from the commit on', params },
      guard: (caller) => {
        requireVoice(caller);
        channel.guard('WithdrawConsent')(caller);
      },
      body: z.strictObject(spokenForShape),
      answers: { 200: { description: 'It stands no more', schema: withdrawnSchema } },
    },
    async ({ caller, params: { id }, body, reference }) => {
      const { patient } = await spokenFor(patients, caller, body.patient);
      const committed = await changes.withdraw({ caller, patient, reference }, id);
      return { status: 200, body: { patient, consent: id, ...changedView(committed) } };
    },
  );
}

/** What a resource says, before the ledger is asked anything: whose it is, and how it compiles. */
function reading({ channel, now }: ConsentRouteParts, resource: Resource, consent: string) {
  const patient = patientIn(resource);
  const context: Omit<ConsentContext, 'version'> = {
    ...{ patient, consent, members: channel.memberNames },
    now: now(),
  };
  return { patient, compile: (version: number) => compileConsent(resource, { ...context, version }) };
}

/** Its form is the compiler's to judge. */
function patientIn({ patient }: Resource): string {
  const { reference } = (patient ?? {}) as { readonly reference?: unknown };
  return typeof reference === 'string' ? reference.replace(/^Patient\//, '') : '';
}

/** FHIR R4, RESTful API: a weak entity tag of the version. */
function versionIn(headers: IncomingHttpHeaders): number {
  const version = /^W\/"([1-9]\d{0,8})"$/.exec(headers['if-match'] ?? '')?.[1];
  if (version !== undefined) return Number(version);
  throw invalidInput([{ field: 'If-Match', rule: 'must be the entity tag of the version that is changed, W/"1"' }]);
}

async function resourceAnswerOf(
  { originals }: ConsentRouteParts,
  patient: string,
  compiled: CompiledConsent,
  status: number,
): Promise<Answer> {
  const { consent, version } = compiled;
  const [body] = await originals.resourcesOf(patient, [compiled]);
  const location = status === 201 ? { Location: `${PATH}/${consent}/_history/${version}` } : {};
  return { status, headers: fhirHeaders({ ETag: `W/"${version}"`, ...location }), body };
}

/** What was read in an emergency as a FHIR R4 Bundle: each resource with its Provenance. */
import { z } from 'zod';
import type { EmergencyRecord, ReadResource } from './emergency-record';

const V3_ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';
const PROVENANCE_TYPE = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

const resourceSchema = z.looseObject({ resourceType: z.string() });

/** A Bundle as it is answered. */
export const emergencyBundleSchema = z.strictObject({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  /** Read for break-glass, and whether all is in it: `sealed` says that the rest needs a second clinician. */
  meta: z.strictObject({
    security: z.array(z.strictObject({ system: z.string(), code: z.string() })),
    tag: z.array(z.strictObject({ system: z.string(), code: z.enum(['sealed', 'whole']) })),
  }),
  timestamp: z.iso.datetime(),
  total: z.int(),
  entry: z.array(
    z.strictObject({
      fullUrl: z.string().optional(),
      resource: resourceSchema,
      search: z.strictObject({ mode: z.enum(['match', 'include', 'outcome']) }),
    }),
  ),
});

/** A Bundle as it is answered. */
export type EmergencyBundle = z.infer<typeof emergencyBundleSchema>;

type Entry = EmergencyBundle['entry'][number];

/** Writes the Bundle. @param custodian the member whose vault it is */
export function emergencyBundle(record: EmergencyRecord, custodian: string): EmergencyBundle {
  const { resources, isWhole, readAt, unreadable } = record;
  const matches = resources.map(({ version, body }): Entry => {
    return { fullUrl: `urn:uuid:${version.record}`, resource: body, search: { mode: 'match' } };
  });
  const included = resources.map((one): Entry => {
    return { resource: provenanceOf(one, custodian), search: { mode: 'include' } };
  });
  return {
    ...{ resourceType: 'Bundle', type: 'searchset', timestamp: readAt, total: matches.length },
    meta: {
      security: [{ system: V3_ACT_REASON, code: 'BTG' }],
      tag: [{ system: 'urn:theriac:emergency', code: isWhole ? 'whole' : 'sealed' }],
    },
    entry: [...matches, ...included, ...(unreadable === 0 ? [] : [unreadableEntry(unreadable)])],
  };
}

/** Which systems told it, and when it arrived. */
function provenanceOf({ version }: ReadResource, custodian: string) {
  const { record, arrivedAt, sources } = version;
  return {
    resourceType: 'Provenance',
    target: [{ reference: `urn:uuid:${record}` }],
    recorded: arrivedAt,
    agent: [
      {
        type: { coding: [{ system: PROVENANCE_TYPE, code: 'custodian' }] },
        who: { identifier: { system: 'urn:theriac:member', value: custodian } },
      },
    ],
    entity: sources.map(({ system, id }) => ({
      role: 'source',
      what: {
        identifier: { system: 'urn:theriac:source-system', value: id === undefined ? system : `${system}/${id}` },
      },
    })),
  };
}

function unreadableEntry(count: number): Entry {
  const diagnostics = `${count} records of this custodian do not open with their keys`;
  const issue = [{ severity: 'error', code: 'incomplete', diagnostics }];
  return { resource: { resourceType: 'OperationOutcome', issue }, search: { mode: 'outcome' } };
}

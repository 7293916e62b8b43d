/** A view of a record as a FHIR R4 Bundle: the resources, where each is from, and what may be missing. */
import { ORGANISATION_SYSTEM } from '@theriac/domain/ehr';
import { PROBLEM_SYSTEM } from '../fhir/fhir-json';
import type { Telling, ViewEntry } from './merge-records';
import type { RecordView } from './record-views';

/** What every limited answer says, whether or not anything was withheld. */
export const LIMITED_NOTICE = 'may be incomplete by the patient’s choice';

/** The system of the words for what an answer says of itself. */
const NOTICE_SYSTEM = 'urn:theriac:notice';
/** The system of the words for what is wrong with a custodian's records. */
const FAULT_SYSTEM = 'urn:theriac:record-fault';
const AGENT_TYPES = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type';

type Resource = Readonly<Record<string, unknown>>;

/** The page's bundle. @param next the address of the next page */
export function viewBundle(view: RecordView, self: string, next?: string): Resource {
  const issues = issuesOf(view);
  const outcome = { resourceType: 'OperationOutcome', issue: issues };
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: view.total,
    link: [{ relation: 'self', url: self }, ...(next === undefined ? [] : [{ relation: 'next', url: next }])],
    entry: [
      ...view.entries.map((one) => ({ fullUrl: urlOf(one), resource: one.body, search: { mode: 'match' } })),
      ...view.entries.flatMap((one) =>
        one.tellings.map((telling) => ({ resource: provenanceOf(one, telling), search: { mode: 'include' } })),
      ),
      ...(issues.length === 0 ? [] : [{ resource: outcome, search: { mode: 'outcome' } }]),
    ],
  };
}

/** Ids of resources are their source's: the record's own id tells entries apart. */
function urlOf({ record }: ViewEntry): string {
  return `urn:uuid:${record}`;
}

function provenanceOf(entry: ViewEntry, { custodian, thing, sources }: Telling): Resource {
  const recorded = sources.map(({ arrivedAt }) => arrivedAt).reduce((last, one) => (one > last ? one : last), '');
  return {
    resourceType: 'Provenance',
    id: thing,
    target: [{ reference: urlOf(entry) }],
    recorded: recorded === '' ? entry.arrivedAt : recorded,
    agent: [
      {
        type: { coding: [{ system: AGENT_TYPES, code: 'custodian' }] },
        who: { type: 'Organization', identifier: { system: ORGANISATION_SYSTEM, value: custodian } },
      },
    ],
    ...(sources.length > 0 && {
      entity: sources.map(({ system, id }) => ({
        role: 'source',
        what: {
          ...(id !== undefined && { type: entry.type }),
          identifier: { system: `urn:theriac:source:${custodian}:${encodeURIComponent(system)}`, value: id ?? thing },
          display: system,
        },
      })),
    }),
  };
}

function issuesOf({ isLimited, missing, faults }: RecordView): Resource[] {
  const notice = {
    ...{ severity: 'information', code: 'informational' },
    details: { coding: [{ system: NOTICE_SYSTEM, code: 'LIMITED' }], text: LIMITED_NOTICE },
  };
  return [
    ...(isLimited ? [notice] : []),
    ...missing.map(({ custodian, reason }) => ({
      ...{ severity: 'warning', code: 'incomplete' },
      details: { coding: [{ system: PROBLEM_SYSTEM, code: reason }], text: `the records of ${custodian} are missing` },
      diagnostics: custodian,
    })),
    ...faults.map(({ custodian, kind, count }) => ({
      ...{ severity: 'error', code: 'exception' },
      details: {
        coding: [{ system: FAULT_SYSTEM, code: kind }],
        text: `what ${custodian} released is not what it has committed to`,
      },
      diagnostics: `${custodian}: ${kind}${count > 1 ? `, ${count} times` : ''}`,
    })),
  ];
}

/** What a broken glass opens at once: what whoever treats an emergency must know within minutes, and nothing else. */
import { z } from 'zod';
import { ADVANCE_DIRECTIVE, BLOOD_GROUP, type Codes, IMPLANTATION, PREGNANCY } from './emergency-class.table';

/** A class of what is open in every emergency. */
export const emergencyClassSchema = z.enum([
  'advance-directive',
  'allergy',
  'blood-group',
  'implant',
  'medication',
  'pregnancy',
]);

/** A class of what is open in every emergency. */
export type EmergencyClass = z.infer<typeof emergencyClassSchema>;

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const concept = z.object({ coding: maybe(z.array(z.object({ system: maybe(z.string()), code: maybe(z.string()) }))) });
const reference = maybe(z.object({ reference: maybe(z.string()) }));

/** What is read of a FHIR R4 resource here. What is not as FHIR has it counts as missing. */
const resourceSchema = z.object({
  resourceType: z.string(),
  status: maybe(z.string()),
  clinicalStatus: maybe(concept),
  verificationStatus: maybe(concept),
  code: maybe(concept),
  type: maybe(concept),
  category: maybe(z.array(concept)),
  focalDevice: maybe(z.array(z.object({ action: maybe(concept), manipulated: reference }))),
  medicationReference: reference,
  device: reference,
});

type Resource = z.infer<typeof resourceSchema>;
type Concept = z.infer<typeof concept>;
type Rule = (resource: Resource) => EmergencyClass | undefined;

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  // One that was refuted is shown too: who treats sees that somebody once feared it.
  ['AllergyIntolerance', ({ verificationStatus }) => unless(isOneOf(verificationStatus, WRONG), 'allergy')],
  ['MedicationRequest', ({ status }) => when(status === 'active', 'medication')],
  ['MedicationStatement', ({ status }) => when(status === 'active', 'medication')],
  ['MedicationAdministration', ({ status }) => when(status === 'in-progress', 'medication')],
  // No code tells an implant from a walking frame: all that are in use are open.
  ['Device', ({ status }) => unless(status === 'inactive' || status === 'entered-in-error', 'implant')],
  ['DeviceUseStatement', ({ status }) => when(status === 'active', 'implant')],
  ['Procedure', (resource) => when(isImplantation(resource), 'implant')],
  ['Observation', observationClass],
  ['Condition', (resource) => when(isPregnancy(resource), 'pregnancy')],
  [
    'DocumentReference',
    (resource) => when(resource.status === 'current' && isDirective(resource), 'advance-directive'),
  ],
  [
    'Composition',
    (resource) => when(resource.status !== 'entered-in-error' && isDirective(resource), 'advance-directive'),
  ],
  ['Consent', (resource) => when(resource.status === 'active' && isDirective(resource), 'advance-directive')],
]);

const WRONG: readonly string[] = ['entered-in-error'];
const NOT_SO: readonly string[] = ['entered-in-error', 'refuted'];
const OVER: readonly string[] = ['inactive', 'remission', 'resolved'];

/** The class of a FHIR R4 resource that is open in every emergency; undefined when it stays sealed. */
export function emergencyClassOf(resource: unknown): EmergencyClass | undefined {
  const read = resourceSchema.safeParse(resource);
  return read.success ? RULES.get(read.data.resourceType)?.(read.data) : undefined;
}

/**
 * The drugs and devices that an open resource names by reference (`Medication/…`, `Device/…`): without them it does not say
 * which, so they are open with it.
 */
export function namedInEmergency(resource: unknown): readonly string[] {
  const read = resourceSchema.safeParse(resource);
  if (!read.success || emergencyClassOf(resource) === undefined) return [];
  const { medicationReference, device, focalDevice = [] } = read.data;
  return [medicationReference, device, ...focalDevice.map(({ manipulated }) => manipulated)].flatMap((one) =>
    one?.reference === undefined ? [] : [one.reference],
  );
}

function observationClass({ status, code }: Resource): EmergencyClass | undefined {
  if (status === 'entered-in-error' || status === 'cancelled') return undefined;
  return when(isIn(code, BLOOD_GROUP), 'blood-group') ?? when(isIn(code, PREGNANCY), 'pregnancy');
}

function isImplantation({ status, code, focalDevice = [] }: Resource): boolean {
  const isDone = status === 'completed' || status === 'in-progress';
  return isDone && (isIn(code, IMPLANTATION) || focalDevice.some(({ action }) => isIn(action, IMPLANTATION)));
}

function isPregnancy({ code, clinicalStatus, verificationStatus }: Resource): boolean {
  return isIn(code, PREGNANCY) && !isOneOf(clinicalStatus, OVER) && !isOneOf(verificationStatus, NOT_SO);
}

function isDirective({ type, category = [] }: Resource): boolean {
  return [type, ...category].some((one) => isIn(one, ADVANCE_DIRECTIVE));
}

function isIn(one: Concept | undefined, codes: Codes): boolean {
  return one?.coding?.some(({ system, code }) => isListed(codes, system, code)) ?? false;
}

function isListed(codes: Codes, system = '', code = ''): boolean {
  return codes[system]?.includes(code) ?? false;
}

/** Statuses are compared by their codes alone: FHIR binds each of these elements to one system. */
function isOneOf(one: Concept | undefined, codes: readonly string[]): boolean {
  return one?.coding?.some(({ code }) => code !== undefined && codes.includes(code)) ?? false;
}

function when(isSo: boolean, found: EmergencyClass): EmergencyClass | undefined {
  return isSo ? found : undefined;
}

function unless(isSo: boolean, found: EmergencyClass): EmergencyClass | undefined {
  return when(!isSo, found);
}

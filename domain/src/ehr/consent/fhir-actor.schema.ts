/** Whom a FHIR reference names: a member, a role or a person of this ledger, by an identifier. */
import { fields } from '../../ledger';
import { ORGANISATION_SYSTEM, PERSON_SYSTEM, ROLE_SYSTEM } from '../fhir';
import { actorSchema, type ConsentActor } from './consent.schema';
import { NOT_ENFORCED, refuseElement } from './enforceable';
import { remarkSchema, termSchema } from './fhir-parts.schema';

/** Who is meant: a type of FHIR, and whom the identifier names. */
const recipientSchema = fields({
  type: termSchema,
  identifier: fields({ system: termSchema, value: termSchema }),
  display: remarkSchema.exactOptional(),
});

/** How an identifier names whom a type of FHIR means: by the parts that a slash divides. */
interface Naming {
  readonly system: string;
  readonly actorOf: (parts: readonly string[]) => unknown;
}

const NAMING: ReadonlyMap<string, Naming> = new Map([
  [
    'Organization',
    { system: ORGANISATION_SYSTEM, actorOf: ([organisation, ...more]) => more.length === 0 && { organisation } },
  ],
  ['PractitionerRole', { system: ROLE_SYSTEM, actorOf: roleOf }],
  [
    'Practitioner',
    {
      system: PERSON_SYSTEM,
      actorOf: ([organisation, person, ...more]) => more.length === 0 && { organisation, person },
    },
  ],
]);

/** A member, a role or a person, by type and identifier. */
export const namedActorSchema = recipientSchema.transform(({ type, identifier }, context): ConsentActor => {
  const naming = NAMING.get(type);
  if (naming === undefined) return refuseElement(context, ['type'], NOT_ENFORCED);
  if (naming.system !== identifier.system) return refuseElement(context, ['identifier', 'system'], NOT_ENFORCED);
  const actor = actorSchema.safeParse(naming.actorOf(identifier.value.split('/')));
  return actor.data ?? refuseElement(context, ['identifier', 'value'], 'names nobody whom the ledger could know');
});

/** `physician`, or `hospital/physician`. */
function roleOf([first, second, ...more]: readonly string[]): unknown {
  if (more.length > 0) return undefined;
  return second === undefined ? { role: first } : { organisation: first, role: second };
}

/** Labels that a resource came with (`meta.security`): kept, and never lowered. */
import { ACT_CODE, CONFIDENTIALITY } from '../fhir';
import { type Code, type Sensitivity, sensitivitySchema } from '../item';

/** What a label of the source means here. */
export interface SourceLabel {
  readonly isRestricted: boolean;
  readonly sensitivities: readonly Sensitivity[];
}

/** HL7 v3 Confidentiality: unrestricted, low, moderate and normal. What is above, or unknown, is restricted here. */
const NOT_RESTRICTED: ReadonlySet<string> = new Set(['U', 'L', 'M', 'N']);

/** HL7 v3 ActCode: sensitivities that consents do not name, by those that they do. */
const WIDER: ReadonlyMap<string, readonly Sensitivity[]> = new Map<string, readonly Sensitivity[]>([
  // Behavioral health; specially protected information: substance use, psychiatry and more.
  ['BH', ['ETH', 'PSY']],
  ['SPI', ['ETH', 'PSY']],
  // Emotional disturbance; mental health; psychotherapy note.
  ['EMOTDIS', ['PSY']],
  ['MH', ['PSY']],
  ['PSYTHPN', ['PSY']],
  // Substance use disorder; records under 42 CFR Part 2.
  ['SUD', ['ETH']],
  ['42CFRPart2', ['ETH']],
  // Violence.
  ['VIO', ['SDV']],
]);

/** What a label of the source means; one of another system (how to handle it, for whom) means nothing here. */
export function readSourceLabel({ system, code }: Code): SourceLabel {
  if (system === CONFIDENTIALITY) return { isRestricted: !NOT_RESTRICTED.has(code), sensitivities: [] };
  if (system !== ACT_CODE) return { isRestricted: false, sensitivities: [] };
  const own = sensitivitySchema.safeParse(code);
  // A policy of this system that nobody here knows restricts: it was given for a reason.
  return { isRestricted: true, sensitivities: own.success ? [own.data] : (WIDER.get(code) ?? []) };
}

/** Mutants that no consent, request or item can tell apart from the decision, by the reason why. */

const BY_REASON: Readonly<Record<string, readonly string[]>> = {
  'the order of what is asked for any, or of the keys of an object, says nothing': [
    'match-provision.ts namesData: reversed in [types, categories, labels, data, dataPeriod]',
    "fhir-provision.schema.ts purposeCodingSchema: reversed in [...purposeSchema.options, 'ETREAT']",
    'period.schema.ts periodOf: reversed in { ...(start !== undefined && { start }), ...(end !== undefined && { end }) }',
  ],
  'the guard is for the compiler: what is missing equals nothing, is in no list, and compares to no moment': [
    "match-provision.ts isNamed: without its left side in 'related' in entry && (entry.related === own || references.includes(entry.related))",
    "match-provision.ts isWrittenByNamedOnly: without its left side in 'authoredBy' in entry && entry.authoredBy === author",
    'match-provision.ts isCovered: without its left side in broader !== undefined && named.includes(broader)',
    'period.schema.ts liesInside: without its left side in inner.start !== undefined && inner.start >= outer.start',
    'period.schema.ts liesInside: without its left side in inner.end !== undefined && inner.end <= outer.end',
  ],
  'a consent of which neither provision is about the recipient has nothing to say, heard or not': [
    'reader.rules.ts voiceOf: never in voice.rule === undefined && voice.exception === undefined ? [] : [voice]',
  ],
  'a period without bounds holds every moment, as no period does; only the bytes of the compiled form differ': [
    'compile-consent.rules.ts provisionOf: without its left side in period !== undefined && isBounded(period) && { period }',
    'compile-consent.rules.ts provisionOf: without its right side in period !== undefined && isBounded(period)',
    'compile-consent.rules.ts isBounded: always true in function isBounded({ start, end }: Period): boolean { return start !== undefined || end !…',
  ],
  'a bound that is there and undefined is as open as one that is not there': [
    'period.schema.ts periodOf: without its left side in start !== undefined && { start }',
    'period.schema.ts periodOf: without its left side in end !== undefined && { end }',
  ],
  'a text that is no date is no day either: the next question finds it out': [
    'fhir-time.ts spanOf: never in if (year === undefined) return undefined;',
    'period.schema.ts periodOf: never in written.start === undefined ? undefined : spanOf(written.start)?.start',
    'period.schema.ts periodOf: never in written.end === undefined ? undefined : spanOf(written.end)?.end',
  ],
  'the form of a date has a time and a zone, or neither': [
    'fhir-time.ts spanOf: && -> || in time !== undefined && zone !== undefined',
    'fhir-time.ts spanOf: without its right side in time !== undefined && zone !== undefined',
    'fhir-time.ts spanOf: without its left side in time !== undefined && zone !== undefined',
  ],
  'the runtime cuts off decimals beyond milliseconds as well, and zeros at the end are worth nothing': [
    "fhir-time.ts momentOf: without slice in fraction.padEnd(3, '0').slice(0, 3)",
    'fhir-time.ts momentOf: 3 + 1 in 3',
    'fhir-time.ts momentOf: 3 + 1 in 3 (2)',
  ],
};

/** Their names. */
export const EQUIVALENT: readonly string[] = Object.values(BY_REASON).flat();

/** Which elements of a resource are free text: what a person wrote and no code says. */
import { asList, isObject, type JsonObject, type ResourceElement } from './resource-elements';

/** Elements of FHIR R4's clinical types whose strings people write. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...[
    'abatementString',
    'administrationInstruction',
    'bornString',
    'comment',
    'conclusion',
    'contentString',
    'deceasedString',
  ],
  ...['description', 'detail', 'instruction', 'mitigation', 'onsetString', 'patientInstruction', 'performedString'],
  ...['rationale', 'statusReasonString', 'summary', 'valueMarkdown', 'valueString'],
]);

/** A document or an image: anything can be in it. */
const ATTACHED: ReadonlySet<string> = new Set(['attachment', 'contentAttachment', 'presentedForm', 'valueAttachment']);

/**
 * Objects with a `text` that only writes out what stands coded beside it: doses, reference ranges, the questions of a
 * questionnaire. Their own free elements are looked at by themselves.
 */
const RENDERED: ReadonlySet<string> = new Set(['dosage', 'dosageInstruction', 'item', 'referenceRange']);

/** Narratives of these statuses hold nothing that the resource's elements do not (FHIR R4, NarrativeStatus). */
const RENDERED_STATUSES: ReadonlySet<unknown> = new Set(['generated', 'empty']);

/** Whether an element is free text. */
export function isFreeText({ name, value }: ResourceElement): boolean {
  if (typeof value === 'string') return WRITTEN.has(name) && value.trim() !== '';
  if (!isObject(value)) return false;
  if (typeof value.div === 'string') return !RENDERED_STATUSES.has(value.status);
  return isAttachment(name, value) || isUncodedText(name, value);
}

/** `Media.content` is an attachment, `DocumentReference.content` holds one. */
function isAttachment(name: string, value: JsonObject): boolean {
  return ATTACHED.has(name) || (name === 'content' && ('data' in value || 'url' in value || 'contentType' in value));
}

/** A note, or a concept that was written and not coded. */
function isUncodedText(name: string, { text, coding }: JsonObject): boolean {
  const isCoded = asList(coding).some((one) => isObject(one) && typeof one.code === 'string');
  return typeof text === 'string' && text.trim() !== '' && !isCoded && !RENDERED.has(name);
}

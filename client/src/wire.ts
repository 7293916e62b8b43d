/** What a gateway answers, as far as signing depends on it. Read by hand: a library of schemas would be half of a page's script. */
import type { FieldFault, ProblemDetails } from './failures';

/** The body of a 202 that asks for a signature. */
export interface ToSign {
  /** 32 hexadecimal digits. */
  readonly signing: string;
  readonly step: 'proposal' | 'transaction' | 'evaluation' | 'consents';
  readonly channel: string;
  readonly transaction: string;
  /** Base64. */
  readonly bytes: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The body of a 202 that asks for a signature; undefined for any other, such as a job's. */
export function readToSign(body: unknown): ToSign | undefined {
  const { signing, step, channel, transaction, bytes } = fieldsOf(body);
  const isOne =
    isText(signing) && /^[0-9a-f]{32}$/.test(signing) && isStep(step) && isText(channel) && isText(transaction);
  return isOne && isText(bytes) ? { signing, step, channel, transaction, bytes } : undefined;
}

/** Problem details, or an OperationOutcome of FHIR as such; undefined when the body is neither. */
export function readProblem(body: unknown, httpStatus = 0): ProblemDetails | undefined {
  if (fieldsOf(body).resourceType === 'OperationOutcome') return readOutcome(body, httpStatus);
  const { code, status, title, detail, instance, faults } = fieldsOf(body);
  if (!isText(code) || typeof status !== 'number' || !isText(title) || !isText(detail)) return undefined;
  return {
    ...{ code, status, title, detail },
    ...(isText(instance) ? { instance } : {}),
    ...(Array.isArray(faults) ? { faults: faults.flatMap(readFault) } : {}),
  };
}

/** The random name in the answer of `GET /v1/me`. @throws TypeError */
export function readPerson(body: unknown): string {
  const { person } = fieldsOf(body);
  if (!isText(person) || !/^[0-9a-f]{32}$/.test(person))
    throw new TypeError('the gateway does not tell who the user is');
  return person;
}

/** The PEM in the answer of `POST /v1/certificates`. @throws TypeError */
export function readCertificate(body: unknown): string {
  const { certificate } = fieldsOf(body);
  if (!isText(certificate)) throw new TypeError('the gateway’s answer holds no certificate');
  return certificate;
}

function readOutcome(body: unknown, status: number): ProblemDetails | undefined {
  const { issue } = fieldsOf(body);
  const issues = Array.isArray(issue) ? issue.map(fieldsOf) : [];
  const [first] = issues;
  const { coding } = fieldsOf(first?.details);
  const { code } = fieldsOf(Array.isArray(coding) ? coding[0] : undefined);
  if (!isText(code)) return undefined;
  const details = issues.map(({ diagnostics }) => diagnostics).filter(isText);
  return { code, status, title: `HTTP ${status}`, detail: details.join('; ') };
}

function readFault(fault: unknown): FieldFault[] {
  const { field, rule } = fieldsOf(fault);
  return isText(field) && isText(rule) ? [{ field, rule }] : [];
}

function isStep(step: unknown): step is ToSign['step'] {
  return step === 'proposal' || step === 'transaction' || step === 'evaluation' || step === 'consents';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {};
}

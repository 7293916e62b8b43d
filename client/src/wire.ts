/** What a gateway answers, as far as signing depends on it. Read by hand: a library of schemas would be half of a page's script. */
import type { FieldFault, ProblemDetails } from './failures';

/** The body of a 202 that asks for a signature. */
export interface ToSign {
  /** 32 hexadecimal digits. */
  readonly signing: string;
  readonly step: 'proposal' | 'transaction' | 'evaluation';
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

/** Problem details; undefined when the body is none. */
export function readProblem(body: unknown): ProblemDetails | undefined {
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

function readFault(fault: unknown): FieldFault[] {
  const { field, rule } = fieldsOf(fault);
  return isText(field) && isText(rule) ? [{ field, rule }] : [];
}

function isStep(step: unknown): step is ToSign['step'] {
  return step === 'proposal' || step === 'transaction' || step === 'evaluation';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {};
}

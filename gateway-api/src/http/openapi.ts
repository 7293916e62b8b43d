/** The API's description, OpenAPI 3.1, made from the very routes that answer. */
import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  type ResponseConfig,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { z, type ZodObject } from 'zod';
import type { CallerSource } from '../caller/caller-source';
import { isCommand } from './answer-route';
import { OPEN_OPERATIONS, type OpenOperation } from './open-handlers';
import { toSignSchema } from '../signings/signing.schema';
import { problemSchema } from './problem.schema';
import { type BodyShape, isUpload, type Route } from './route';

/** What the description says besides the routes. */
export interface Description {
  readonly organisation: string;
  readonly version: string;
  readonly scheme: CallerSource['scheme'];
}

const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };

const keyHeader = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .describe('Sent again with the same key and content, the command is done once and its answer repeated.'),
});

const certificateHeader = z.object({
  'Theriac-Certificate': z
    .string()
    .optional()
    .describe(
      'The caller’s own certificate, base64url of its DER: the gateway then answers 202 with the bytes that the caller ' +
        'signs, for each step, and `POST /v1/signings/{signing}` takes the signature.',
    ),
});

const TO_SIGN: ResponseConfig = {
  description: 'With `Theriac-Certificate`: this is to be signed by the caller, within two minutes',
  content: { 'application/json': { schema: toSignSchema } },
};

/** Describes the API. */
export function describeApi(routes: readonly Route[], { organisation, version, scheme }: Description): object {
  const registry = new OpenAPIRegistry();
  const { $schema: _, ...problem } = z.toJSONSchema(problemSchema);
  registry.registerComponent('schemas', 'Problem', problem as object);
  registry.registerComponent('securitySchemes', 'caller', scheme as { type: 'apiKey' });
  for (const operation of OPEN_OPERATIONS) registry.registerPath(openPathOf(operation));
  for (const route of routes) registry.registerPath(pathOf(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: `Theriac: the gateway of ${organisation}`,
      version,
      description: 'Every error is a problem (RFC 9457). Every answer carries `X-Request-Id`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ caller: [] }],
  });
}

/** Anybody may call it: no security scheme at all. */
function openPathOf({ path, summary, answers }: OpenOperation): RouteConfig {
  return {
    ...{ method: 'get', path, summary, tags: ['Open'], operationId: operationIdOf('get', path), security: [] },
    responses: Object.fromEntries(Object.entries(answers).map(describeAnswer)),
  };
}

function pathOf(route: Route): RouteConfig {
  const { shape } = route;
  const { method, path, tag, summary, params, query, answers } = shape;
  return {
    ...{ method, path, summary, tags: [tag], operationId: operationIdOf(method, path) },
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...headersOf(route),
      ...(shape.body === undefined
        ? {}
        : { body: { required: true, content: contentOf(shape.body, shape.jsonTypes) } }),
    },
    responses: {
      ...(shape.ownKey === undefined ? { 202: TO_SIGN } : {}),
      ...Object.fromEntries(Object.entries(answers).map(describeAnswer)),
      default: problemsOf(shape.problemType),
    },
  };
}

function headersOf(route: Route): { headers?: ZodObject } {
  const own = route.shape.ownKey === undefined ? certificateHeader.shape : {};
  const headers = isCommand(route) ? keyHeader.extend(own) : z.object(own);
  return Object.keys(headers.shape).length === 0 ? {} : { headers };
}

const PROBLEM: ResponseConfig = {
  description: 'A problem: `code` names it, `faults` the fields',
  content: { 'application/problem+json': { schema: PROBLEM_REF } },
};

/** Of a standard that writes problems in its own way. */
function problemsOf(type: string | undefined): ResponseConfig {
  if (type === undefined) return PROBLEM;
  return {
    description: 'What was wrong, as the standard writes it',
    content: { [type]: { schema: { type: 'object' } } },
  };
}

function describeAnswer([status, answer]: [string, Route['shape']['answers'][number]]): [string, ResponseConfig] {
  const { description, schema, mediaType = 'application/json', documents } = answer;
  if (documents !== undefined)
    return [status, { description, content: contentOf({ upload: true, mediaTypes: documents }) }];
  if (schema === undefined) return [status, { description }];
  const types = typeof mediaType === 'string' ? [mediaType] : mediaType;
  const content = { schema: schema === problemSchema ? PROBLEM_REF : schema };
  return [status, { description, content: Object.fromEntries(types.map((type) => [type, content])) }];
}

function contentOf(
  body: Exclude<BodyShape, undefined>,
  jsonTypes: readonly string[] = ['application/json'],
): Record<string, { schema: z.ZodType | { type: 'string' } }> {
  if (!isUpload(body)) return Object.fromEntries(jsonTypes.map((type) => [type, { schema: body }]));
  return Object.fromEntries(body.mediaTypes.map((type) => [type, { schema: { type: 'string' as const } }]));
}

/** Such as `getV1JobsId`. */
function operationIdOf(method: string, path: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

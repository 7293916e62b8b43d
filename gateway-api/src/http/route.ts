/** A route, declared once: what it takes, what it answers, who may call. The app and the API's description both read it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Scope } from '@theriac/domain/access';
import type { z, ZodObject, ZodType } from 'zod';
import type { Caller } from '../caller/caller';
import type { Upload } from '../uploads/uploads.store';
import type { Problem } from './problem.schema';

/** A document taken as a stream, whatever its size, and kept in the database until its work has ended. */
export interface UploadBody {
  readonly upload: true;
  /** Such as `application/xml`. */
  readonly mediaTypes: readonly string[];
  /** Bytes; none: the gateway's own limit. */
  readonly limit?: number;
}

/** What a route may take as body: JSON by a schema, or a document. */
export type BodyShape = ZodType | UploadBody | undefined;

/** One of a route's answers. */
export interface AnswerShape {
  readonly description: string;
  /** None: the answer has no body. */
  readonly schema?: ZodType;
  /** None: JSON. Several: the caller's `Accept` chooses, and {@link Call.accepted} tells. */
  readonly mediaType?: string | readonly string[];
  /** The media types of an answer that is a document or a picture instead of JSON: see {@link Answer.bytes}. */
  readonly documents?: readonly string[];
}

/** A route's declaration. */
export interface RouteShape<Params, Query, Body extends BodyShape> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Such as `/v1/jobs/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly params?: ZodObject & ZodType<Params>;
  readonly query?: ZodObject & ZodType<Query>;
  readonly body?: Body;
  /** The media types of a JSON body; `application/json` alone when absent. */
  readonly jsonTypes?: readonly string[];
  readonly answers: Readonly<Record<number, AnswerShape>>;
  /** A POST that changes nothing takes no Idempotency-Key. */
  readonly changesNothing?: true;
  /** What the caller's program must be allowed; none: by the method, `ledger:write` for a command. */
  readonly scope?: Scope;
  /**
   * What becomes of a caller's own certificate (`Theriac-Certificate`): without it, the caller signs what this asks of
   * the ledger. `refused`: this starts a job, which signs after the request. `unused`: this asks nothing of the
   * ledger in the caller's name, so that the gateway makes no key for them either. `later`: as `refused`, and it is
   * answered also when the caller cannot be certified now, since nobody waits for the ledger.
   */
  readonly ownKey?: 'refused' | 'unused' | 'later';
  /**
   * Lets patients and guardians of other organisations in. The handler must ask the ledger in the caller's name before it
   * tells or changes anything: until they sign, nobody knows that the certificate which they brought is theirs.
   */
  readonly foreignPatients?: true;
  /** Refuses a caller by throwing, before anything of the request is read or stored. */
  readonly guard?: (caller: Caller) => void;
  /** Counts a request of a caller who may call, and refuses the one too many by throwing. */
  readonly limit?: (caller: Caller) => Promise<void>;
  /** Writes this route's problems as the standard that it follows wants them. */
  readonly dressProblem?: (problem: Problem) => object;
  /** The media type of problems so written; that of RFC 9457 when absent. */
  readonly problemType?: string;
}

/** What the handler gets of a JSON or document body. */
export type BodyOf<Body extends BodyShape> = Body extends UploadBody
  ? Upload
  : Body extends ZodType
    ? z.infer<Body>
    : undefined;

/** A request, parsed and with its caller known. */
export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly caller: Caller;
  /** On whose allowance this counts: see `accountOf`. */
  readonly account: string;
  /** What the program that the caller uses may do. */
  readonly scopes: ReadonlySet<Scope>;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly headers: IncomingHttpHeaders;
  /** The media type that the caller likes best of those that the route answers with. */
  readonly accepted: string;
  /** Names this command on the ledger and in jobs; the same when a request is sent again with its Idempotency-Key. */
  readonly reference: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** What a handler answers. */
export interface Answer {
  readonly status: number;
  /** A value that JSON can hold. */
  readonly body?: unknown;
  /** Sent as they are instead of a body, with the `Content-Type` among the headers. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A declared route with its handler, its types forgotten. */
export interface Route {
  readonly shape: RouteShape<unknown, unknown, BodyShape>;
  readonly handle: (call: Call) => Promise<Answer>;
}

/** Declares a route; inside the handler everything is parsed and typed. */
export function route<
  Params = Record<string, never>,
  Query = Record<string, never>,
  Body extends BodyShape = undefined,
>(shape: RouteShape<Params, Query, Body>, handle: (call: Call<Params, Query, BodyOf<Body>>) => Promise<Answer>): Route {
  // The app hands a handler only what parsed by the very schemas that its types come from.
  return { shape, handle: handle as Route['handle'] };
}

/** Whether a body is a document. */
export function isUpload(body: BodyShape): body is UploadBody {
  return body !== undefined && 'upload' in body;
}

/** What answers without a caller: health, readiness, the API's description and its page. Each path is on the domain's list. */
import express, { Router, type RequestHandler } from 'express';
import { dirname } from 'node:path';
import { z } from 'zod';
import { readinessSchema, type ReadinessChecks } from '../readiness/readiness';
import type { AnswerShape } from './route';

/** A handler below a path. */
export interface OpenHandler {
  readonly path: string;
  readonly handler: RequestHandler;
}

/** An operation that anybody may call, for the API's description. */
export interface OpenOperation {
  readonly path: string;
  readonly summary: string;
  readonly answers: Readonly<Record<number, AnswerShape>>;
}

/** What {@link openHandlers} answers. */
export const OPEN_OPERATIONS: readonly OpenOperation[] = [
  {
    path: '/healthz',
    summary: 'Says that the process lives',
    answers: { 200: { description: 'It does', schema: z.strictObject({ status: z.literal('ok') }) } },
  },
  {
    path: '/readyz',
    summary: 'Says whether this gateway can do its work, what is missing, and which certificates end soon',
    answers: {
      200: { description: 'It can', schema: readinessSchema },
      503: { description: 'It cannot now', schema: readinessSchema },
    },
  },
  {
    path: '/openapi.json',
    summary: 'This description',
    answers: { 200: { description: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) } },
  },
  {
    path: '/docs',
    summary: 'This description as a page',
    answers: { 200: { description: 'The page', documents: ['text/html'] } },
  },
];

/** The page's script: Swagger UI's own would show a sample from elsewhere. */
const PAGE_SCRIPT = `window.onload = () => {
  window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });
};
`;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Theriac API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
    <link rel="icon" href="/docs/favicon-32x32.png" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/page.js"></script>
  </body>
</html>
`;

/** Only these of Swagger UI's files are served. */
const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** The open handlers. @param description the OpenAPI document */
export function openHandlers(readiness: ReadinessChecks, description: object): OpenHandler[] {
  const text = JSON.stringify(description);
  return [
    {
      path: '/healthz',
      handler: readOnly((_request, response) => {
        response.json({ status: 'ok' });
      }),
    },
    {
      path: '/readyz',
      handler: readOnly(async (_request, response) => {
        const state = await readiness.look();
        response
          .status(state.ready ? 200 : 503)
          .set('Cache-Control', 'no-store')
          .json(state);
      }),
    },
    {
      path: '/openapi.json',
      handler: readOnly((_request, response) => {
        response.type('application/json').send(text);
      }),
    },
    { path: '/docs', handler: docsPage() },
  ];
}

/** Exactly this path, by GET and HEAD; everything else falls through to 404. */
function readOnly(handler: RequestHandler): Router {
  return Router({ strict: true }).get('/', handler);
}

function docsPage(): Router {
  const router = Router();
  const page: RequestHandler = (_request, response) => {
    response.type('text/html').send(PAGE);
  };
  router.get('/', page);
  router.get('/page.js', (_request, response) => {
    response.type('text/javascript').send(PAGE_SCRIPT);
  });
  const files = express.static(dirname(require.resolve('swagger-ui-dist/package.json')), {
    index: false,
    maxAge: '1d',
  });
  router.get(
    FILES.map((file) => `/${file}`),
    files,
  );
  return router;
}

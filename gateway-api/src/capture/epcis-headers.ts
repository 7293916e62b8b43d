/** The headers by which EPCIS 2.0 lets a server say what it can do, and OPTIONS, which asks for them. */
import type { RequestHandler } from 'express';

/** Bytes of a document. */
export const CAPTURE_FILE_LIMIT = 20 * 1024 * 1024;

/** What every answer under `/epcis` carries. */
export const EPCIS_HEADERS: Readonly<Record<string, string>> = {
  'GS1-EPCIS-Version': '2.0',
  'GS1-EPCIS-Min': '1.2',
  'GS1-EPCIS-Max': '2.0',
  'GS1-CBV-Version': '2.0',
  'GS1-EPC-Format': 'No_Preference',
  'GS1-Capture-Error-Behaviour': 'rollback',
  'GS1-EPCIS-Capture-File-Size-Limit': String(CAPTURE_FILE_LIMIT),
};

const ALLOWED: readonly (readonly [RegExp, string])[] = [
  [/^\/capture\/?$/, 'GET, HEAD, POST, OPTIONS'],
  [/^\/capture\/[^/]+\/?$/, 'GET, HEAD, OPTIONS'],
  [/^\/events\/?$/, 'GET, HEAD, POST, OPTIONS'],
  [/^\/events\/[^/]+\/?$/, 'GET, HEAD, OPTIONS'],
  [
    /^\/(?:eventTypes|epcs|bizSteps|bizLocations|readPoints|dispositions)(?:\/[^/]+\/events)?\/?$/,
    'GET, HEAD, OPTIONS',
  ],
];

/** Adds the headers, and answers OPTIONS for the paths that exist. */
export const epcisHeaders: RequestHandler = (request, response, next) => {
  response.set({ ...EPCIS_HEADERS });
  const allowed = ALLOWED.find(([path]) => path.test(request.path))?.[1];
  if (request.method !== 'OPTIONS' || allowed === undefined) next();
  else response.status(204).set('Allow', allowed).end();
};

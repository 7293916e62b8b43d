/** The header by which both sides of VRS say which release they speak. */
import type { RequestHandler } from 'express';
import { invalidInput } from '@theriac/domain/ledger';
import { VRS_VERSION } from '@theriac/domain/supply';

const HEADER = 'GS1US-Version';

/** Names the release in every answer under `/vrs`; refuses a request of another. One that names none is of this one. */
export const vrsHeaders: RequestHandler = (request, response, next) => {
  response.set(HEADER, VRS_VERSION);
  const asked = request.get(HEADER);
  if (asked !== undefined && asked !== VRS_VERSION)
    throw invalidInput([{ field: HEADER, rule: `must be ${VRS_VERSION}` }]);
  next();
};

/** The header by which both sides of VRS say which release they speak. */
import type { IncomingHttpHeaders } from 'node:http';
import { invalidInput } from '@theriac/domain/ledger';
import { VRS_VERSION } from '@theriac/domain/supply';

const HEADER = 'GS1US-Version';

/** Names the release in every answer under `/vrs`. */
export const VRS_HEADERS: Readonly<Record<string, string>> = { [HEADER]: VRS_VERSION };

/** Refuses a request of another release; one that names none is of this one. @throws LedgerError INVALID_INPUT */
export function refuseOtherRelease(headers: IncomingHttpHeaders): void {
  const asked = headers[HEADER.toLowerCase()];
  if (asked !== undefined && asked !== VRS_VERSION)
    throw invalidInput([{ field: HEADER, rule: `must be ${VRS_VERSION}` }]);
}

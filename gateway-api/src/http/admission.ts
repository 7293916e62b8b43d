/** The gate before everything that is not open: over TLS, by a known caller, and not too often. */
import { ipKeyGenerator } from 'express-rate-limit';
import type { Request, RequestHandler, Response } from 'express';
import { accountOf, type CallerSource, type Identified } from '../caller/caller-source';
import type { Config } from '../config/settings';
import { CredentialLimit, RequestLimit } from '../limits';
import { notesOf } from '../logging/request-log';
import { HttpRefusal } from './http-refusal';

/** What the configuration says of the door. */
export type DoorSettings = Pick<Config, 'httpTls' | 'trustedProxies' | 'callerRequests' | 'refusedCredentials'>;

const MINUTE = 60_000;

interface Admitted {
  identified?: Identified;
}

/** The gate as a handler: who is behind it, {@link identifiedIn} tells. */
export function admission(door: DoorSettings, callers: CallerSource): RequestHandler {
  const requests = new RequestLimit({ most: door.callerRequests, windowMs: MINUTE });
  const credentials = new CredentialLimit({ most: door.refusedCredentials, windowMs: MINUTE });
  return async (request, response, next) => {
    requireTls(door, request);
    const { authorization } = request.headers;
    const identified = await credentials.check(addressOf(request), authorization, () =>
      callers.identify(request.headers),
    );
    const { caller } = identified;
    notesOf(response).role = caller.role;
    await requests.takeBy(accountOf(identified));
    (response.locals as Admitted).identified = identified;
    next();
  };
}

/** The caller whom the gate let in. @throws Error when the request did not come through it */
export function identifiedIn(response: Response): Identified {
  const { identified } = response.locals as Admitted;
  if (identified === undefined) throw new Error('the request did not pass the gate');
  return identified;
}

/** Behind a proxy, what did not come through one of the listed over TLS has shown its token to the network. */
function requireTls({ httpTls }: DoorSettings, request: Request): void {
  if (httpTls === 'proxy' && !request.secure)
    throw new HttpRefusal('TLS_REQUIRED', 'this gateway answers requests that come over TLS, through its proxy');
}

/** Who has an IPv6 address has a network of them. */
function addressOf({ ip }: Request): string {
  return ip === undefined ? '' : ipKeyGenerator(ip, 64);
}

/** The gateway itself: what it does for its organisation without a person behind it. */
import { signLowS } from '@theriac/fabric-ca';
import type { Caller } from './caller';
import type { CallerIdentity } from './caller-identity';
import type { MspFolder } from './msp-folder';

/** The gateway as a caller. */
export function machineCaller(organisation: string, { commonName }: MspFolder): Caller {
  return { person: commonName, role: 'gateway', site: undefined, organisation };
}

/** The gateway's own identity, which it alone holds. */
export function machineIdentity(mspId: string, { certificate, key }: MspFolder): CallerIdentity {
  return { mspId, certificate, sign: (message) => Promise.resolve(signLowS(key, message)) };
}

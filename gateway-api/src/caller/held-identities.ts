/** The identities whose keys this gateway holds itself: its own machine's, and in development its people's. */
import { LedgerError } from '@theriac/domain/ledger';
import { signLowS } from '@theriac/fabric-ca';
import type { Caller } from './caller';
import type { CallerIdentities, CallerIdentity } from './caller-identities';
import type { MspFolder } from './msp-folder';

/** Identities by the random name in their certificates. */
export class HeldIdentities implements CallerIdentities {
  readonly #identities: ReadonlyMap<string, CallerIdentity>;

  constructor(mspId: string, folders: readonly MspFolder[]) {
    this.#identities = new Map(
      folders.map(({ certificate, key, commonName }) => {
        const sign = (message: Uint8Array) => Promise.resolve(signLowS(key, message));
        return [commonName, { mspId, certificate, sign }];
      }),
    );
  }

  // The port is asynchronous since issuing a certificate is.
  // eslint-disable-next-line @typescript-eslint/require-await
  async identityOf(caller: Caller): Promise<CallerIdentity> {
    const identity = this.#identities.get(caller.person);
    if (identity === undefined)
      throw new LedgerError('UNKNOWN_CALLER', 'this gateway holds no identity for the caller');
    return identity;
  }
}

/** The gateway itself as a caller: what it does for its organisation without a person behind it. */
export function machineCaller(organisation: string, msp: MspFolder): Caller {
  return { person: msp.commonName, role: 'gateway', site: undefined, organisation };
}

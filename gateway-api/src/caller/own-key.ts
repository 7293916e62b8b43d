/** Callers whose own key signs: the identity travels with the caller of one request, and no further. */
import { type Caller, OWN_IDENTITY } from './caller';
import type { CallerIdentities } from './caller-identities';
import type { CallerIdentity } from './caller-identity';

/** The caller, for one request that asks them for their signatures. */
export function withOwnKey(caller: Caller, identity: CallerIdentity): Caller {
  return { ...caller, [OWN_IDENTITY]: identity };
}

/** Whether the caller signs themself, so that nothing can be done for them once their request has ended. */
export function hasOwnKey(caller: Caller): boolean {
  return caller[OWN_IDENTITY] !== undefined;
}

/** A caller's own identity where the request brought one, another's otherwise. */
export class OwnKeyIdentities implements CallerIdentities {
  constructor(private readonly others: CallerIdentities) {}

  async identityOf(caller: Caller): Promise<CallerIdentity> {
    return caller[OWN_IDENTITY] ?? this.others.identityOf(caller);
  }

  refused(caller: Caller, certificate: string): void {
    this.others.refused?.(caller, certificate);
  }
}

/** What a running chaincode process is given from outside: nothing else in a contract depends on where it runs. */
import type { Consortium } from '@theriac/domain/consortium';
import type { Digest, Permission } from '@theriac/domain/ledger';

/** The surroundings of a contract; the same for every endorser that runs the same package. */
export interface Deployment {
  readonly consortium: Consortium;
  /** Label and SHA-256 of the running package, as the lifecycle approved it. */
  readonly packageId: string;
  readonly permissions: readonly Permission[];
  readonly digest: Digest;
}

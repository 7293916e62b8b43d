/** The chaincode as an object that fabric-shim can run: what the server serves, and what tests drive. */
import type { Consortium } from '@theriac/domain/consortium';
import { PERMISSIONS } from '@theriac/domain/permissions';
import type { ChaincodeInterface } from 'fabric-shim';
import { CONTRACTS } from './contracts';
import { nodeDigest, TheriacChaincode } from './ledger';

/**
 * Builds the chaincode of a consortium.
 *
 * @param packageId label and SHA-256 of the package, as the lifecycle approved it
 * @throws Error when a transaction has no permission row, a row no transaction, or a channel an unknown contract
 */
export function createChaincode(consortium: Consortium, packageId: string): ChaincodeInterface {
  return new TheriacChaincode(CONTRACTS, { consortium, packageId, permissions: PERMISSIONS, digest: nodeDigest });
}

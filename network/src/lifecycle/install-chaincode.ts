/** Puts a package onto an organisation's peer. */
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodePackage } from '../chaincode-package';
import type { PeerSession } from './peer-session';
import { callSystemChaincode } from './system-chaincode';

const { lifecycle } = peer;

/**
 * Installs the package when the peer does not have it; returns whether it was new.
 * @throws {Error} when the peer names the package differently: then other bytes would be approved than those that run.
 */
export async function installChaincode(session: PeerSession, chaincode: ChaincodePackage): Promise<boolean> {
  if ((await installedPackages(session)).includes(chaincode.packageId)) return false;
  const args = new lifecycle.InstallChaincodeArgs();
  args.setChaincodeInstallPackage(chaincode.bytes);
  const answer = await callSystemChaincode(session, '_lifecycle', 'InstallChaincode', args.serializeBinary());
  const packageId = lifecycle.InstallChaincodeResult.deserializeBinary(answer).getPackageId();
  if (packageId !== chaincode.packageId) {
    throw new Error(`the peer of ${session.organisation} calls package ${chaincode.packageId} ${packageId}`);
  }
  return true;
}

/** The ids of the packages on the peer. */
export async function installedPackages(session: PeerSession): Promise<string[]> {
  const args = new lifecycle.QueryInstalledChaincodesArgs();
  const answer = await callSystemChaincode(session, '_lifecycle', 'QueryInstalledChaincodes', args.serializeBinary());
  return lifecycle.QueryInstalledChaincodesResult.deserializeBinary(answer)
    .getInstalledChaincodesList()
    .map((installed) => installed.getPackageId());
}

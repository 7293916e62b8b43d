/** Lays an approved package out where an organisation's chaincode process runs it. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { StateLayout } from '../native/state-layout';
import { codeOf, type ChaincodePackage } from './chaincode-package';
import { unpackInto } from './package-archive';

/** Where the package's code lies for this organisation. */
export function chaincodeFolder(layout: StateLayout, organisation: string, chaincode: ChaincodePackage): string {
  return layout.organisation(organisation, 'chaincode', 'package', chaincode.label, chaincode.digest);
}

/**
 * Unpacks the very bytes that are installed, anew at each start, so that the digest approved is the code that runs
 * whatever became of an earlier unpacking; older packages of the label are cleared away.
 */
export async function unpackChaincode(
  layout: StateLayout,
  organisation: string,
  chaincode: ChaincodePackage,
): Promise<void> {
  const folder = chaincodeFolder(layout, organisation, chaincode);
  const siblings = dirname(folder);
  if (existsSync(siblings)) {
    for (const older of readdirSync(siblings)) rmSync(join(siblings, older), { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await unpackInto(await codeOf(chaincode), folder);
}

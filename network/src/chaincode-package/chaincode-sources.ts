/** Which files make a chaincode: the consortium's own, and one that a test adds. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '@theriac/domain/ledger';
import type { Consortium } from '@theriac/domain/consortium';
import type { CollectionDefinition } from '../lifecycle/collections';
import type { ChaincodeSource } from './chaincode-package';
import { compiledFiles } from './compiled-files';
import type { ArchivedFile } from './package-archive';

/** The label of the package that holds every contract of the consortium. */
export const CONSORTIUM_LABEL = 'theriac';

/** A chaincode beside the consortium's, which only a test network carries. */
export interface AddedChaincode {
  /** Its name on the channel, and its package's label. */
  readonly name: string;
  readonly channel: string;
  /** The folder of its compiled code. */
  readonly folder: string;
  /** The file in the folder that starts its server. */
  readonly entry: string;
  /** How many members must endorse; the channel's own number when absent. */
  readonly endorsements?: number;
  /** Its private data collections; none when absent. */
  readonly collections?: readonly CollectionDefinition[];
}

/** The consortium's contracts, compiled in the checkout. */
export function consortiumSource(checkout: string, consortium: Consortium): ChaincodeSource {
  return {
    label: CONSORTIUM_LABEL,
    entry: 'chaincode/dist/main.js',
    files: [
      fileOf(join(checkout, 'chaincode', 'package.json'), 'chaincode/package.json'),
      ...compiledFiles(join(checkout, 'chaincode', 'dist'), 'chaincode/dist'),
      ...sharedFiles(checkout, consortium),
    ],
  };
}

/** A test's chaincode, with the same domain and consortium beside it. */
export function addedSource(checkout: string, consortium: Consortium, added: AddedChaincode): ChaincodeSource {
  return {
    label: added.name,
    entry: `code/${added.entry}`,
    files: [...compiledFiles(added.folder, 'code'), ...sharedFiles(checkout, consortium)],
  };
}

/** Third-party modules are not copied: the lock in the package pins them by digest, and they resolve in the checkout. */
function sharedFiles(checkout: string, consortium: Consortium): ArchivedFile[] {
  const domain = 'node_modules/@theriac/domain';
  return [
    fileOf(join(checkout, 'domain', 'package.json'), `${domain}/package.json`),
    ...compiledFiles(join(checkout, 'domain', 'dist'), `${domain}/dist`),
    fileOf(join(checkout, 'package-lock.json'), 'package-lock.json'),
    { name: 'consortium.json', content: Buffer.from(canonicalJson(consortium)) },
  ];
}

function fileOf(path: string, name: string): ArchivedFile {
  return { name, content: readFileSync(path) };
}

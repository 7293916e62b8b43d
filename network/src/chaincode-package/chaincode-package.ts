/** The package that members install and approve: the compiled contracts, the domain, the lock and the consortium. */
import { archiveOf, filesOf, sha256Hex, type ArchivedFile } from './package-archive';

/** What goes into a package. */
export interface ChaincodeSource {
  /** Names the package, and the chaincode server that answers for it. */
  readonly label: string;
  /** The code and what it reads, by their names inside the package. */
  readonly files: readonly ArchivedFile[];
  /** The file that starts the server, by its name inside the package. */
  readonly entry: string;
}

/** A package as it is installed. */
export interface ChaincodePackage {
  readonly label: string;
  readonly entry: string;
  /** The installed bytes; their SHA-256 is what members approve. */
  readonly bytes: Buffer;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  /** What Fabric calls it: `<label>:<digest>`. */
  readonly packageId: string;
}

/** What Fabric's lifecycle allows as a label. */
const LABEL = /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/;

/** The kind of package that the peers' external builder takes. */
export const PACKAGE_TYPE = 'theriac';

/**
 * Makes the package; the same source gives the same bytes on every machine.
 * @throws {Error} when the label is not one, or the entry point is not among the files.
 */
export async function chaincodePackage({ label, files, entry }: ChaincodeSource): Promise<ChaincodePackage> {
  if (!LABEL.test(label)) throw new Error(`${label} is not a chaincode label`);
  if (!files.some((file) => file.name === entry)) {
    throw new Error(`chaincode ${label} has no ${entry}: its package was not compiled`);
  }
  const metadata = Buffer.from(JSON.stringify({ type: PACKAGE_TYPE, label }));
  const bytes = await archiveOf([
    { name: 'metadata.json', content: metadata },
    { name: 'code.tar.gz', content: await archiveOf(files) },
  ]);
  const digest = sha256Hex(bytes);
  return { label, entry, bytes, digest, packageId: `${label}:${digest}` };
}

/**
 * The code inside an installed package.
 * @throws {Error} when there is none.
 */
export async function codeOf(chaincode: Pick<ChaincodePackage, 'bytes'>): Promise<Buffer> {
  const code = (await filesOf(chaincode.bytes)).find((file) => file.name === 'code.tar.gz');
  if (code === undefined) throw new Error('the chaincode package holds no code.tar.gz');
  return code.content;
}

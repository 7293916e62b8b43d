/** A certificate and its key as files, read again when they change: a renewal needs no restart. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A certificate, with its intermediates, and its key; PEM. */
export interface TlsCredential {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The files, and what of them is in use. */
export class TlsFiles {
  #inUse: TlsCredential;

  /** @throws Error when a file cannot be read, or the key is not the certificate's */
  constructor(
    private readonly certificateFile: string,
    private readonly keyFile: string,
  ) {
    this.#inUse = fitting(readFileSync(certificateFile), readFileSync(keyFile));
  }

  get inUse(): TlsCredential {
    return this.#inUse;
  }

  /**
   * Reads the files again; true when something new is in use from now on.
   *
   * @throws Error as the constructor, and what was in use stays so: a renewal writes one file after the other
   */
  async readAgain(): Promise<boolean> {
    const read = fitting(await readFile(this.certificateFile), await readFile(this.keyFile));
    if (read.cert.equals(this.#inUse.cert) && read.key.equals(this.#inUse.key)) return false;
    this.#inUse = read;
    return true;
  }
}

function fitting(cert: Buffer, key: Buffer): TlsCredential {
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    throw new Error('the key does not belong to the certificate');
  return { cert, key };
}

/** The token with which a certificate's holder calls Fabric CA. */
import type { KeyObject } from 'node:crypto';
import { signLowS } from './low-s-signature';

/** A certificate and its key. */
export interface Credential {
  /** PEM. */
  readonly certificate: string;
  readonly key: KeyObject;
}

/** What a token is good for. It can be replayed by who reads it, so it travels within TLS only. */
export interface CaRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With `/api/v1` and the query. */
  readonly path: string;
  readonly body: string;
}

/** `CERTIFICATE.SIGNATURE` in base64; the signature covers `METHOD.PATH.BODY.CERTIFICATE`, all but the method in base64. */
export function caToken({ certificate, key }: Credential, { method, path, body }: CaRequest): string {
  const encodedCertificate = base64(certificate);
  const signed = [method, base64(path), base64(body), encodedCertificate].join('.');
  return `${encodedCertificate}.${signLowS(key, Buffer.from(signed)).toString('base64')}`;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

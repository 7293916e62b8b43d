/** What the submitting certificate can vouch for beyond who acts: its key, and signatures by it. */
import type { Signer } from '@theriac/domain/ehr';
import type { Actor } from '@theriac/domain/ledger';
import { type ChaincodeStub, ClientIdentity } from 'fabric-shim';
import { createHash, createPublicKey, verify } from 'node:crypto';

/** The submitter as one who signs. */
export function signerOf(actor: Actor, stub: ChaincodeStub): Signer {
  const certificate = Buffer.from(new ClientIdentity(stub).getIDBytes()).toString('utf8');
  const publicKey = createPublicKey(certificate);
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return {
    actor,
    certificate,
    key: createHash('sha256').update(der).digest('hex'),
    hasSigned: (text, signature) =>
      verify('sha256', Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64')),
  };
}

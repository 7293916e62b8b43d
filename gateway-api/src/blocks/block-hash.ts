/** Fabric's block hashes: what chains each block to the one before, and binds its transactions to its header. */
import { createHash } from 'node:crypto';

/** The header of a block. */
export interface BlockHeader {
  readonly number: bigint;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;

/** SHA-256 of the header's ASN.1 DER (protoutil.BlockHeaderHash): the next block names it as its previous. */
export function headerHash({ number, previousHash, dataHash }: BlockHeader): Uint8Array {
  const content = Buffer.concat([
    der(INTEGER, integerBytes(number)),
    der(OCTET_STRING, previousHash),
    der(OCTET_STRING, dataHash),
  ]);
  return sha256(der(SEQUENCE, content));
}

/** SHA-256 over a block's envelopes, one after the other (protoutil.ComputeBlockDataHash). */
export function dataHash(envelopes: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const envelope of envelopes) hash.update(envelope);
  return hash.digest();
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

function der(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthBytes(content.length), content]);
}

function lengthBytes(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = bigEndian(BigInt(length));
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

/** Two's complement in as few bytes as can be: a leading bit of one would make it negative. */
function integerBytes(value: bigint): Buffer {
  const bytes = bigEndian(value);
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}

function bigEndian(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

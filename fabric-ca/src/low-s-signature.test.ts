import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { lowSDer, signLowS } from './low-s-signature';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** r and s of a DER signature. */
function scalars(der: Buffer): bigint[] {
  const values: bigint[] = [];
  for (let at = 2; at < der.length; at += 2 + der[at + 1]!) {
    values.push(BigInt(`0x${der.subarray(at + 2, at + 2 + der[at + 1]!).toString('hex')}`));
  }
  return values;
}

const side = (value: bigint): string => value.toString(16).padStart(64, '0');
const raw = (r: bigint, s: bigint): Buffer => Buffer.from(side(r) + side(s), 'hex');

describe('a signature for Fabric', () => {
  it('is valid, and its s is never the higher one', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const publicKey = createPublicKey(privateKey);
    for (let round = 0; round < 50; round += 1) {
      const message = Buffer.from(`message ${round}`);
      const signature = signLowS(privateKey, message);
      expect(verify('sha256', message, publicKey, signature)).toBe(true);
      expect(scalars(signature)[1]! <= ORDER / 2n).toBe(true);
    }
  });

  it.each([
    ['a low s as it is', 5n, 7n, '3006020105020107'],
    ['a high s turned', 5n, ORDER - 7n, '3006020105020107'],
    ['the highest low s', 1n, ORDER / 2n, `30250201010220${side(ORDER / 2n)}`],
    ['the lowest high s', 1n, ORDER / 2n + 1n, `30250201010220${side(ORDER / 2n)}`],
    // Without the zero the number would read as negative.
    ['a leading bit', 0x80n, 1n, '300702020080020101'],
    ['a byte without a leading bit', 0x7fn, 1n, '300602017f020101'],
  ])('has %s', (_case, r, s, der) => {
    expect(lowSDer(raw(r, s)).toString('hex')).toBe(der);
  });
});

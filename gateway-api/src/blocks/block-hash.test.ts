/** Block hashes as Fabric computes them, checked against DER that was written down byte by byte. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { dataHash, headerHash } from './block-hash';

const sha256 = (hex: string): string => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
const hashOf = (number: bigint, previous: string, data: string): string =>
  Buffer.from(
    headerHash({ number, previousHash: Buffer.from(previous, 'hex'), dataHash: Buffer.from(data, 'hex') }),
  ).toString('hex');

describe('the hash of a block header', () => {
  it.each([
    // The genesis block has no previous hash: an empty octet string.
    [0n, '', 'aabb', '3009' + '020100' + '0400' + '0402aabb'],
    [127n, '01', '02', '3009' + '02017f' + '040101' + '040102'],
    // A leading one bit would make the integer negative: DER puts a zero byte before it.
    [128n, '01', '02', '300a' + '02020080' + '040101' + '040102'],
    [256n, '01', '02', '300a' + '02020100' + '040101' + '040102'],
    [0xffffffffffffffffn, '01', '02', '3011' + '020900ffffffffffffffff' + '040101' + '040102'],
    [1n, '11'.repeat(32), '22'.repeat(32), '3047' + '020101' + '0420' + '11'.repeat(32) + '0420' + '22'.repeat(32)],
    // A content of 128 bytes and more has a length of two bytes.
    [1n, '11'.repeat(200), '', '3081d0' + '020101' + '0481c8' + '11'.repeat(200) + '0400'],
  ])('%i', (number, previous, data, der) => {
    expect(hashOf(number, previous, data)).toBe(sha256(der));
  });

  it('changes with every part of the header', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 64n - 1n), fc.uint8Array({ minLength: 32, maxLength: 32 }), (number, bytes) => {
        const header = { number, previousHash: bytes, dataHash: bytes };
        const flipped = Uint8Array.from(bytes, (byte, index) => (index === 0 ? byte ^ 1 : byte));
        const others = [
          { ...header, number: number ^ 1n },
          { ...header, previousHash: flipped },
          { ...header, dataHash: flipped },
        ];
        const hash = Buffer.from(headerHash(header)).toString('hex');
        expect(others.map((other) => Buffer.from(headerHash(other)).toString('hex'))).not.toContain(hash);
      }),
    );
  });
});

describe('the hash of a block’s transactions', () => {
  it('is over all envelopes one after the other', () => {
    const hash = dataHash([Buffer.from('aabb', 'hex'), Buffer.from('cc', 'hex')]);
    expect(Buffer.from(hash).toString('hex')).toBe(sha256('aabbcc'));
  });
});

import { createHash, createHmac } from 'node:crypto';
import { gtinSchema, lotNumberSchema, serialSchema } from '../gs1';
import { toHex } from '../ledger';
import { testDigest } from '../ledger/fixtures/node-digest';
import { refusalOf } from '../ledger/fixtures/refusals';
import { gtin, lotNumber, secret, secretCommitment } from './fixtures/supply.fixtures';
import { commitLotSecret, isCommittedSecret, packDigest, packDigests, packDigestSchema } from './lot-secret';

const serial = serialSchema.parse('S1');
const lot = { gtin, lot: lotNumber, secretCommitment };

describe('a lot’s secret', () => {
  it('makes a pack’s digest of GTIN and serial', () => {
    const expected = createHmac('sha256', secret).update('09506000134352S1').digest('hex').slice(0, 32);
    expect(toHex(packDigest(testDigest, secret, gtin, serial))).toBe(expected);
    expect(packDigestSchema.parse(expected)).toBe(expected);
  });

  it('makes many digests as it makes one', () => {
    const serials = ['S1', 'S2', 'S3'].map((text) => serialSchema.parse(text));
    const singly = serials.map((one) => toHex(packDigest(testDigest, secret, gtin, one)));
    expect(toHex(packDigests(testDigest, secret, gtin, serials))).toBe(singly.join(''));
  });

  it('is bound to its lot by a commitment that anybody can work out again', () => {
    const text = `theriac lot secret 1\u0000${gtin}${lotNumber}\u0000`;
    expect(secretCommitment).toBe(createHash('sha256').update(text).update(secret).digest('hex'));
    expect(isCommittedSecret(testDigest, secret, lot)).toBe(true);
  });

  it.each([
    ['another secret', { ...lot }, new Uint8Array(32)],
    ['half a secret', { ...lot }, secret.subarray(0, 16)],
    ['the same secret for another lot', { ...lot, lot: lotNumberSchema.parse('N-2026/8') }, secret],
    ['the same secret for another product', { ...lot, gtin: gtinSchema.parse('09506000134369') }, secret],
  ])('is not %s', (_, of, sent) => {
    expect(isCommittedSecret(testDigest, sent, of)).toBe(false);
  });

  it('has 32 bytes', () => {
    expect(refusalOf(() => commitLotSecret(testDigest, new Uint8Array(31), gtin, lotNumber))).toBe('INVALID_INPUT');
  });
});

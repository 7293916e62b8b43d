import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { testDigest } from './fixtures/node-digest';
import { hmacUnder } from './hmac';

describe('HMAC under one key', () => {
  it('is what OpenSSL makes of key and message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uint8Array({ maxLength: 200 }), (key, message) => {
        const expected = createHmac('sha256', key).update(message).digest('hex');
        expect(Buffer.from(hmacUnder(testDigest, key)(message)).toString('hex')).toBe(expected);
      }),
    );
  });

  it('refuses a key longer than a block', () => {
    expect(() => hmacUnder(testDigest, new Uint8Array(65))).toThrow(RangeError);
  });
});

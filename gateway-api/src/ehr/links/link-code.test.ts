import { digestOfCode, drawLinkCode, isDigestOf, linkCodeSchema, writtenCode } from './link-code';

const secret = Buffer.alloc(32, 1);
const salt = Buffer.alloc(16, 2);

it('is read back however it is written down', () => {
  for (let turn = 0; turn < 100; turn += 1) {
    const code = drawLinkCode();
    expect(linkCodeSchema.parse(writtenCode(code))).toBe(code);
    expect(linkCodeSchema.parse(` ${code.toLowerCase().split('').join(' ')}`)).toBe(code);
  }
});

it('has no letter that looks like another, and is never drawn twice in a thousand', () => {
  const codes = Array.from({ length: 1_000 }, drawLinkCode);
  expect(new Set(codes).size).toBe(1_000);
  expect(codes.join('')).not.toMatch(/[01ILOU]/);
});

it.each(['', 'ABCDE', 'ABCDEFGHJ0', 'ABCDEFGHJKM', 'ÀBCDEFGHJK'])('%p is none', (text) => {
  expect(linkCodeSchema.safeParse(text).success).toBe(false);
});

it('is known again by its digest, with its salt and the gateway’s secret alone', () => {
  const digest = digestOfCode(secret, salt, 'ABCDEFGHJK');
  expect(isDigestOf(digest, secret, salt, 'ABCDEFGHJK')).toBe(true);
  expect(isDigestOf(digest, secret, salt, 'ABCDEFGHJM')).toBe(false);
  expect(isDigestOf(digest, secret, Buffer.alloc(16, 3), 'ABCDEFGHJK')).toBe(false);
  expect(isDigestOf(digest, Buffer.alloc(32, 3), salt, 'ABCDEFGHJK')).toBe(false);
});

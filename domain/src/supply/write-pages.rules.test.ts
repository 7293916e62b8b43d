import { testDigest } from '../ledger/fixtures/node-digest';
import { refusalOf } from '../ledger/fixtures/refusals';
import {
  aPart,
  aRegistration,
  before,
  now,
  otherMaker,
  pagesOf,
  registrationId,
  releaseOfficer,
} from './fixtures/supply.fixtures';
import { manifestOf } from './manifest';
import { batchesFor, pagesOfBatch, receiptShape } from './part.schema';
import { pagesWrittenSchema } from './supply.events';
import { writePages } from './write-pages.rules';

const pages = pagesOf(900);
const command = aRegistration(900);
const part = aPart(command);
const manifest = { registration: command.registration, pages: command.manifest };
const unwritten = { part, manifest, receipt: undefined };
const receipt = { registration: command.registration, batch: 0, pages: 4, changedAt: before };
const first = { registration: command.registration, batch: 0 };
const sent = new Map(pages.map((page, number) => [String(number), page]));
const withPage = (number: number, page: Uint8Array) => new Map(sent).set(String(number), page);
const without = (number: number) => new Map([...sent].filter(([name]) => name !== String(number)));

/** A page whose digests are there, but upside down, and the manifest that was made of it. */
function misfiled(page: Uint8Array) {
  const wrong = pages.map((one, number) => (number === 0 ? page : one));
  return { given: { ...unwritten, manifest: { ...manifest, pages: manifestOf(testDigest, wrong) } }, page };
}

const reversed = misfiled(new Uint8Array(Buffer.concat([pages[0]!.subarray(16, 32), pages[0]!.subarray(0, 16)])));
const foreign = misfiled(pages[1]!);
const write = (given: Parameters<typeof writePages>[1], of = sent, by = releaseOfficer, asked = first) =>
  writePages(testDigest, given, asked, of, by, now);

describe('writing pages', () => {
  it('writes what the manifest fixed and leaves a receipt', () => {
    const decision = write(unwritten);
    expect(decision).toMatchObject({ state: { receipt: { ...receipt, changedAt: now } } });
    expect('state' in decision && decision.state.pages.map((page) => page.bytes)).toEqual(pages);
    expect(pagesWrittenSchema.parse('event' in decision && decision.event)).toMatchObject({ batch: 0, pages: 4 });
  });

  it('answers the same again with the first answer, also after the seal', () => {
    const stands = { part: { ...part, state: 'sealed' as const }, manifest, receipt };
    expect(write(stands)).toMatchObject({ repeated: { batch: 0, at: before } });
  });

  it.each([
    ['the part is another’s', () => write(unwritten, sent, otherMaker), 'PRODUCT_NOT_OWNED'],
    ['it was abandoned', () => write({ ...unwritten, part: { ...part, state: 'abandoned' } }), 'PART_ABANDONED'],
    ['a page is missing', () => write(unwritten, without(2)), 'INVALID_INPUT'],
    ['a page is of no batch', () => write(unwritten, withPage(64, pages[0]!)), 'INVALID_INPUT'],
    ['there is no such batch', () => write(unwritten, sent, releaseOfficer, { ...first, batch: 1 }), 'INVALID_INPUT'],
    ['a page is another', () => write(unwritten, withPage(0, pages[1]!)), 'PAGE_NOT_AS_MANIFEST'],
    [
      'a page is another, the second time',
      () => write({ ...unwritten, receipt }, withPage(0, pages[1]!)),
      'PAGE_NOT_AS_MANIFEST',
    ],
    ['a page is upside down', () => write(reversed.given, withPage(0, reversed.page)), 'PAGE_NOT_IN_ORDER'],
    ['a page belongs elsewhere', () => write(foreign.given, withPage(0, foreign.page)), 'PAGE_NOT_IN_ORDER'],
    [
      'the manifest is shorter than its part',
      () => write({ ...unwritten, manifest: { ...manifest, pages: [] } }),
      'BROKEN_STATE',
    ],
  ])('refuses when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it('goes by batches of 64 pages', () => {
    expect([1, 64, 65, 4_096].map(batchesFor)).toEqual([1, 1, 2, 64]);
    expect(pagesOfBatch(1, 70)).toEqual([64, 65, 66, 67, 68, 69]);
    expect(pagesOfBatch(2, 70)).toEqual([]);
  });

  it('keeps a receipt under its registration and batch', () => {
    expect(receiptShape.keyOf(receipt)).toEqual([registrationId(1), '0']);
  });
});

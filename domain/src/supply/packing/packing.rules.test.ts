import { glnSchema } from '../../gs1';
import { anActor } from '../../ledger/fixtures/actors';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { toHex } from '../../ledger';
import { caseOf, packedPage } from '../fixtures/packing.fixtures';
import { aPart, aRegistration, before, gtin, lotNumber, now, otherMaker } from '../fixtures/supply.fixtures';
import { claimContainers, type ClaimSituation, linesOfBatch } from './claim-containers.rules';
import { closePacking } from './close-packing.rules';
import type { Container } from '../container';
import { openPacking } from './open-packing.rules';
import { readPackingList, writePackingList } from './packing-list';
import type { Packing, PackingReceipt } from './packing.schema';
import { type PackingBatchSituation, writePackingPages } from './write-packing-pages.rules';

const site = glnSchema.parse('9521104000013');
const packer = anActor('manufacturer', 'release-officer', { site });
const registration = aRegistration(900);
const part = aPart(registration, { state: 'sealed' });
const id = 'ab'.repeat(16);
const [first, second] = [caseOf(1), caseOf(2)];
const list = writePackingList([
  { sscc: first, packs: 2 },
  { sscc: second, packs: 1 },
]);
const packing: Packing = {
  packing: id,
  registration: part.registration,
  ...{ gtin, lot: lotNumber, holder: { organisation: 'manufacturer', site }, containers: 2, packs: 3 },
  listHash: toHex(testDigest.sha256(list)),
  ...{ claims: [], isClosed: false, openedAt: before, changedAt: before },
};
const claimed: Packing = { ...packing, claims: [before] };
const abandoned: Packing = { ...claimed, abandoned: [before] };
const container: Container = {
  sscc: first,
  ...{ holder: packing.holder, children: [], depth: 1, changedAt: before },
  contents: [{ packing: 'cd'.repeat(16), gtin, lot: lotNumber, packs: 4 }],
};

describe('opening a packing', () => {
  const command = { packing: id, registration: part.registration };
  const open = (given = { part, packing: undefined as Packing | undefined }, sent = list, by = packer) =>
    openPacking(testDigest, given, command, sent, by, now);

  it('fixes what will be filled, and where', () => {
    const opened = { ...packing, openedAt: now, changedAt: now };
    expect(open()).toEqual({
      state: { packing: opened, list },
      event: expect.objectContaining({ type: 'PackingOpened', packing: id, containers: 2, packs: 3, at: now }),
    });
  });

  it('is answered with the first answer when it is asked for again, also after the close', () => {
    const again = open({ part, packing: { ...claimed, isClosed: true, changedAt: now } });
    expect(again).toMatchObject({ repeated: { type: 'PackingOpened', at: before } });
  });

  const other = writePackingList([{ sscc: first, packs: 3 }]);
  const large = writePackingList([{ sscc: first, packs: 901 }]);
  it.each([
    ['the part is another’s', () => open(undefined, list, otherMaker), 'PRODUCT_NOT_OWNED'],
    ['the part is not sealed', () => open({ part: aPart(registration), packing: undefined }), 'PART_INCOMPLETE'],
    ['the caller is nowhere', () => open(undefined, list, { ...packer, site: undefined }), 'SITE_MISSING'],
    ['there are more packs than the part has', () => open(undefined, large), 'INVALID_INPUT'],
    ['the list is none', () => open(undefined, list.slice(1)), 'INVALID_INPUT'],
    ['it was abandoned', () => open({ part, packing: abandoned }), 'PACKING_ABANDONED'],
    ['the id has another list', () => open({ part, packing }, other), 'PACKING_ALREADY_OPENED'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('claiming containers', () => {
  const batch = readPackingList(list).map((one) => ({ ...one, isOwn: true, existing: undefined }));
  const command = { packing: id, batch: 0 };
  const claim = (more: Partial<ClaimSituation> = {}, asked = command, by = packer) =>
    claimContainers({ packing, batch, ...more }, asked, by, now);
  const existing = (stands: Partial<Container>) => ({
    batch: batch.map((one, index) =>
      index === 0 ? { ...one, existing: { container: { ...container, ...stands }, parent: undefined } } : one,
    ),
  });

  it('makes them the maker’s, with the packs that they will get', () => {
    const content = { packing: id, gtin, lot: lotNumber };
    expect(claim()).toMatchObject({
      state: {
        packing: { claims: [now] },
        containers: [
          { sscc: first, holder: packing.holder, depth: 1, contents: [{ ...content, packs: 2 }] },
          { sscc: second, contents: [{ ...content, packs: 1 }] },
        ],
      },
      event: { type: 'ContainersClaimed', containers: 2, at: now },
    });
  });

  it('adds to a case that stands there with packs of another packing', () => {
    expect(claim(existing({}))).toMatchObject({
      state: { containers: [{ contents: [{ packs: 4 }, { packing: id, packs: 2 }] }, { sscc: second }] },
    });
  });

  it('is answered with the first answer when it is asked for again', () => {
    expect(claim({ packing: claimed })).toMatchObject({ repeated: { containers: 2, at: before } });
  });

  it('takes 250 at a time, and the rest', () => {
    const many = { ...packing, containers: 251 };
    expect([0, 1, 2].map((number) => linesOfBatch(number, many))).toEqual([
      [0, 250],
      [250, 251],
      [251, 251],
    ]);
  });

  const foreign = batch.map((one) => ({ ...one, isOwn: false }));
  const elsewhere = { organisation: 'manufacturer', site: glnSchema.parse('9521104000020') };
  it.each([
    ['the packing is another’s', () => claim({}, command, otherMaker), 'PRODUCT_NOT_OWNED'],
    ['it was abandoned', () => claim({ packing: abandoned }), 'PACKING_ABANDONED'],
    ['it is not the next', () => claim({}, { ...command, batch: 1 }), 'INVALID_INPUT'],
    ['there is none left', () => claim({ packing: claimed }, { ...command, batch: 1 }), 'INVALID_INPUT'],
    ['an SSCC is of another company', () => claim({ batch: foreign }), 'PREFIX_NOT_ASSIGNED'],
    ['one is at another site', () => claim(existing({ holder: elsewhere })), 'NOT_HOLDER'],
    ['one was opened', () => claim(existing({ openedAt: before })), 'CONTAINER_OPENED'],
    [
      'one has too many contents',
      () => claim(existing({ contents: Array.from({ length: 16 }, () => container.contents[0]!) })),
      'CONTAINER_FULL',
    ],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('writing packing pages', () => {
  const manifest = { registration: part.registration, pages: registration.manifest };
  const count = registration.manifest[1]!.count;
  const command = { packing: id, batch: 0 };
  const page = packedPage(count, { 0: first, 5: first, 7: second });
  const given: PackingBatchSituation = {
    ...{ packing: claimed, list, part, manifest, receipt: undefined },
    before: new Map([[1, new Uint8Array()]]),
  };
  const write = (
    more: Partial<PackingBatchSituation> = {},
    sent: Readonly<Record<string, Uint8Array>> = { 1: page },
    by = packer,
  ) => writePackingPages({ ...given, ...more }, command, new Map(Object.entries(sent)), by, now);
  const stands = (packed: Parameters<typeof packedPage>[1]) => ({ before: new Map([[1, packedPage(count, packed)]]) });

  it('packs loose packs, and counts them', () => {
    const places = (0b10000101).toString(16).padEnd(2 * Math.ceil(count / 8), '0');
    const receipt = { ...command, packs: 3, packed: [{ page: 1, places }], changedAt: now };
    expect(write()).toMatchObject({
      state: { registration: part.registration, pages: [{ number: 1, bytes: page }], receipt },
      event: { type: 'PackingPagesWritten', packs: 3 },
    });
    expect(
      write(stands({ 5: first, 9: caseOf(9) }), { 1: packedPage(count, { 0: first, 5: first, 9: caseOf(9) }) }),
    ).toMatchObject({
      event: { packs: 1 },
    });
  });

  it('is answered with the first answer when it is asked for again', () => {
    const receipt: PackingReceipt = { ...command, packs: 3, packed: [], changedAt: before };
    expect(write({ receipt })).toMatchObject({ repeated: { packs: 3, at: before } });
  });

  it.each([
    ['the packing is another’s', () => write({}, undefined, otherMaker), 'PRODUCT_NOT_OWNED'],
    ['it was abandoned', () => write({ packing: abandoned }), 'PACKING_ABANDONED'],
    ['containers are not claimed', () => write({ packing }), 'PACKING_NOT_CLAIMED'],
    ['a page is of another batch', () => write({}, { 1: page, 64: page }), 'INVALID_INPUT'],
    ['a page has another length', () => write({}, { 1: page.slice(8) }), 'INVALID_INPUT'],
    ['nothing is packed', () => write(stands({ 0: first, 5: first, 7: second })), 'INVALID_INPUT'],
    ['there is no page', () => write({}, {}), 'INVALID_INPUT'],
    ['a pack changes its container', () => write(stands({ 0: second })), 'PACK_ALREADY_PACKED'],
    ['a pack is taken out', () => write(stands({ 1: first })), 'PACK_ALREADY_PACKED'],
    ['a container is not listed', () => write({}, { 1: packedPage(count, { 0: caseOf(3) }) }), 'CONTAINER_NOT_LISTED'],
    ['the manifest is short', () => write({ manifest: { ...manifest, pages: [] } }), 'BROKEN_STATE'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('closing a packing', () => {
  const receipt = (batch: number, packs: number): PackingReceipt => ({
    ...{ packing: id, batch, packs, packed: [], changedAt: before },
  });
  const close = (given = claimed, receipts = [receipt(0, 2), receipt(3, 1)], by = packer) =>
    closePacking(given, receipts, by, now);

  it('needs every pack of the list', () => {
    expect(close()).toMatchObject({
      state: { isClosed: true, changedAt: now },
      event: { type: 'PackingClosed', packs: 3 },
    });
    expect(refusalOf(() => close(claimed, [receipt(0, 2)]))).toBe('PACKING_INCOMPLETE');
    expect(refusalOf(() => close(claimed, undefined, otherMaker))).toBe('PRODUCT_NOT_OWNED');
    expect(refusalOf(() => close(abandoned))).toBe('PACKING_ABANDONED');
  });

  it('is answered with the first answer when it is asked for again', () => {
    expect(close({ ...claimed, isClosed: true })).toMatchObject({ repeated: { at: before } });
  });
});

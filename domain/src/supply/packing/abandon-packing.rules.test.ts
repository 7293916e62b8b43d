import { glnSchema } from '../../gs1';
import { anActor } from '../../ledger/fixtures/actors';
import { refusalOf } from '../../ledger/fixtures/refusals';
import type { Container } from '../container';
import { caseOf, packedPage } from '../fixtures/packing.fixtures';
import { before, gtin, lotNumber, now, otherMaker } from '../fixtures/supply.fixtures';
import { abandonPacking, type AbandoningSituation } from './abandon-packing.rules';
import { placesInHex } from './packed-places';
import type { Packing, PackingReceipt } from './packing.schema';

const site = glnSchema.parse('9521104000013');
const packer = anActor('manufacturer', 'release-officer', { site });
const id = 'ab'.repeat(16);
const [first, second] = [caseOf(1), caseOf(2)];
const holder = { organisation: 'manufacturer', site };
const packing: Packing = {
  ...{ packing: id, registration: 'ef'.repeat(16), gtin, lot: lotNumber, holder, containers: 2, packs: 3 },
  ...{ listHash: '0'.repeat(64), claims: [before], isClosed: false, openedAt: before, changedAt: before },
};
const content = { packing: id, gtin, lot: lotNumber, packs: 2 };
const container = (sscc = first, more: Partial<Container> = {}): Container => ({
  ...{ sscc, holder, contents: [content], children: [], depth: 1, changedAt: before, ...more },
});
const receipt: PackingReceipt = {
  ...{ packing: id, batch: 3, packs: 2, changedAt: before },
  packed: [{ page: 200, places: placesInHex([0, 9], 10) }],
};

const abandon = (more: Partial<AbandoningSituation> = {}, batch = 0, by = packer) =>
  abandonPacking(
    { packing, receipts: [], pages: new Map(), containers: [container(), container(second)], ...more },
    { packing: id, batch },
    by,
    now,
  );
const stateOf = (decision: ReturnType<typeof abandon>) => ('state' in decision ? decision.state : undefined);

describe('abandoning a packing', () => {
  it('frees the containers that nothing else ever used, and takes its packs off the others', () => {
    const other = { ...content, packing: 'cd'.repeat(16) };
    const used: readonly Partial<Container>[] = [
      { contents: [other, content] },
      { children: [caseOf(9)] },
      { depth: 2 },
      { repacked: [] },
      { lastShipment: { id, end: 'received', at: before } },
    ];
    const state = stateOf(abandon({ containers: [container(second), ...used.map((more) => container(first, more))] }));
    expect(state).toMatchObject({
      packing: { abandoned: [now], changedAt: now },
      pages: [],
      freed: [{ sscc: second }],
      kept: used.map((more) => ({ ...more, contents: more.contents === undefined ? [] : [other], changedAt: now })),
    });
  });

  it('takes its own packs off its pages first', () => {
    const pages = new Map([[200, packedPage(10, { 0: first, 3: first, 9: second })]]);
    const decision = abandon({ receipts: [receipt], pages, containers: [] });
    expect(decision).toMatchObject({
      state: { pages: [{ number: 200, bytes: packedPage(10, { 3: first }) }], kept: [], freed: [] },
      event: { type: 'PackingAbandoned', packing: id, batch: 0, batches: 2, packs: 2, containers: 0, at: now },
    });
    const next = abandon({ packing: { ...packing, abandoned: [before] }, receipts: [receipt] }, 1);
    expect(next).toMatchObject({
      state: { packing: { abandoned: [before, now] }, freed: [{ sscc: first }, { sscc: second }] },
      event: { batch: 1, batches: 2, packs: 0, containers: 2 },
    });
  });

  it('is one batch, with nothing in it, of a packing that claimed nothing', () => {
    const decision = abandon({ packing: { ...packing, claims: [] }, containers: [] });
    expect(decision).toMatchObject({
      state: { packing: { abandoned: [now] }, pages: [], kept: [], freed: [] },
      event: { batch: 0, batches: 1, packs: 0, containers: 0 },
    });
  });

  it('is answered with the first answer when it is asked for again', () => {
    const done = { packing: { ...packing, abandoned: [before, now] }, receipts: [receipt], containers: [] };
    expect(abandon(done)).toMatchObject({ repeated: { batch: 0, packs: 2, containers: 0, at: before } });
    expect(abandon(done, 1)).toMatchObject({ repeated: { batch: 1, packs: 0, containers: 2, at: now } });
  });

  it.each([
    ['it is another’s', () => abandon({}, 0, otherMaker), 'PRODUCT_NOT_OWNED'],
    ['it is closed', () => abandon({ packing: { ...packing, isClosed: true } }), 'PACKING_ALREADY_CLOSED'],
    ['it is not the next batch', () => abandon({ receipts: [receipt] }, 1), 'INVALID_INPUT'],
    ['there is none left', () => abandon({ packing: { ...packing, abandoned: [before] } }, 1), 'INVALID_INPUT'],
    ['a page of it is not there', () => abandon({ receipts: [receipt] }), 'BROKEN_STATE'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

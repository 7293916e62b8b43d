import { refusalOf } from '../../ledger/fixtures/refusals';
import { aCase, alone, clerk, elsewhere, holder, within } from '../fixtures/container.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { before, now } from '../fixtures/supply.fixtures';
import { guardOf } from './guard-of';
import { type Container, containerShape, packContainersSchema } from './container.schema';
import { openContainer } from './open-container.rules';
import { packContainers, type PackingContainersSituation } from './pack-containers.rules';
import type { PlacedContainer } from './place';
import { unpackContainers, type UnpackingSituation } from './unpack-containers.rules';

const [pallet, one, two, three] = [caseOf(100), caseOf(1), caseOf(2), caseOf(3)];

const aPallet = (children: readonly Container[], more: Partial<Container> = {}): Container => ({
  ...{ sscc: pallet, holder, contents: [], depth: 2, changedAt: before },
  children: children.map(({ sscc }) => sscc),
  ...more,
});
describe('putting containers into a container', () => {
  const filled = (placed: PlacedContainer) => ({ ...placed, isFilled: true });
  const command = { sscc: pallet, children: [one, two] };
  const given: PackingContainersSituation = {
    ...{ into: undefined, isOwn: true },
    children: [filled(alone(aCase())), filled(alone(aCase(two)))],
  };
  const pack = (more: Partial<PackingContainersSituation> = {}, by = clerk, asked = command) =>
    packContainers({ ...given, ...more }, asked, by, now);
  const withChild = (child: PlacedContainer) => ({ children: [filled(child), filled(alone(aCase(two)))] });

  it('makes a new one, where the caller is', () => {
    expect(pack()).toEqual({
      state: {
        container: { ...aPallet([]), children: [one, two], changedAt: now },
        children: [
          { ...aCase(), parent: pallet, packedAt: now, changedAt: now },
          { ...aCase(two), parent: pallet, packedAt: now, changedAt: now },
        ],
      },
      event: { type: 'ContainersPacked', version: 1, at: now, sscc: pallet, children: [one, two], holder },
    });
  });

  it('adds to one that stands there', () => {
    const into = alone(aPallet([aCase(three)]));
    expect(pack({ into, isOwn: false })).toMatchObject({ state: { container: { children: [three, one, two] } } });
  });

  it('takes what an opened one set free, from where it was opened', () => {
    const far = { organisation: 'manufacturer', site: elsewhere };
    const opened = aPallet([aCase()], { sscc: three, openedAt: before });
    const free = within(opened, aCase(one, { holder: far }));
    expect(pack(withChild(free))).toMatchObject({ state: { children: [{ parent: pallet, holder }, {}] } });
  });

  it('is answered with the first answer while all of them are in it', () => {
    const into = alone(aPallet([aCase(), aCase(two)], { holder: { ...holder, site: elsewhere } }));
    const children = [aCase(), aCase(two)].map((child) => filled(within(into.container, child)));
    expect(pack({ into, children })).toEqual({
      repeated: { type: 'ContainersPacked', version: 1, at: before, sscc: pallet, children: [one, two], holder },
    });
  });

  const closed = aPallet([aCase()], { sscc: three });
  const deep = aCase(one, { depth: 4 });
  const full = aPallet([], { children: Array.from({ length: 499 }, (_, number) => caseOf(1_000 + number)) });
  it.each([
    ['the new one is of another company', () => pack({ isOwn: false }), 'PREFIX_NOT_ASSIGNED'],
    ['the caller is nowhere', () => pack({}, { ...clerk, site: undefined }), 'SITE_MISSING'],
    ['one is inside another', () => pack(withChild(within(closed, aCase()))), 'CONTAINER_INSIDE'],
    ['it is itself inside another', () => pack({ into: within(closed, aPallet([])) }), 'CONTAINER_INSIDE'],
    ['one goes into itself', () => pack(withChild(alone(aCase(pallet)))), 'CONTAINER_INSIDE'],
    ['it was opened', () => pack({ into: alone(aPallet([], { openedAt: before })) }), 'CONTAINER_OPENED'],
    ['one was opened', () => pack(withChild(alone(aCase(one, { openedAt: before })))), 'CONTAINER_OPENED'],
    [
      'one is with another',
      () => pack(withChild(alone(aCase(one, { holder: { ...holder, organisation: 'pharmacy' } })))),
      'NOT_HOLDER',
    ],
    ['one is at another site', () => pack({}, { ...clerk, site: elsewhere }), 'NOT_HOLDER'],
    [
      'one is still being packed',
      () => pack({ children: [{ ...alone(aCase()), isFilled: false }] }),
      'CONTAINER_NOT_FILLED',
    ],
    ['it would be too deep', () => pack(withChild(alone(deep))), 'CONTAINER_FULL'],
    ['it would be too full', () => pack({ into: alone(full) }), 'CONTAINER_FULL'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it('names each container once', () => {
    expect(packContainersSchema.safeParse({ sscc: pallet, children: [one, one] }).success).toBe(false);
    expect(packContainersSchema.safeParse({ sscc: pallet, children: [] }).success).toBe(false);
  });
});

describe('taking containers out of a container', () => {
  const parent = aPallet([aCase(), aCase(two), aCase(three)]);
  const inside = (sscc = one, more: Partial<Container> = {}) => aCase(sscc, { parent: pallet, ...more });
  const command = { sscc: pallet, children: [one, two] };
  const given: UnpackingSituation = { from: alone(parent), children: [inside(), inside(two)] };
  const unpack = (more: Partial<UnpackingSituation> = {}, by = clerk) =>
    unpackContainers({ ...given, ...more }, command, by, now);

  it('leaves them where it is, and the others in it', () => {
    expect(unpack()).toMatchObject({
      state: {
        container: { sscc: pallet, children: [three], changedAt: now },
        children: [{ sscc: one, holder, unpackedFrom: { sscc: pallet, at: now } }, { sscc: two }],
      },
      event: { type: 'ContainersUnpacked', children: [one, two], holder, at: now },
    });
    const decision = unpack();
    expect('state' in decision && decision.state.children.map(({ parent: of }) => of)).toEqual([undefined, undefined]);
  });

  it('lets them know what they came with in it, and forgets no more than is far back', () => {
    const shipment = (number: number) => ({
      shipment: number.toString(16).padStart(32, '0'),
      at: number < 40 ? before : now,
    });
    const many = Array.from({ length: 32 }, (_, number) => shipment(number));
    const from = alone({ ...parent, cameWith: [shipment(39), shipment(40)] });
    const unpacked = unpack({ from, children: [inside(one, { cameWith: many, packedAt: now }), inside(two)] });
    const [first, second] = 'state' in unpacked ? unpacked.state.children : [];
    expect(first?.cameWith).toEqual([...many.slice(1), shipment(40)]);
    expect(second).not.toHaveProperty('cameWith');
  });

  it('is answered with the first answer until something else happens to them', () => {
    const out = (changedAt = before) =>
      [one, two].map((sscc) => aCase(sscc, { unpackedFrom: { sscc: pallet, at: before }, changedAt }));
    const from = alone(aPallet([aCase(three)], { changedAt: now }));
    expect(unpack({ from, children: out() })).toMatchObject({ repeated: { at: before, children: [one, two], holder } });
    expect(refusalOf(() => unpack({ from, children: out(now) }))).toBe('CONTAINER_NOT_INSIDE');
  });

  it.each([
    ['one is not in it', () => unpack({ children: [inside(), aCase(two)] }), 'CONTAINER_NOT_INSIDE'],
    [
      'it is inside another',
      () => unpack({ from: within(aPallet([parent], { sscc: three }), parent) }),
      'CONTAINER_INSIDE',
    ],
    ['it was opened', () => unpack({ from: alone({ ...parent, openedAt: before }) }), 'CONTAINER_OPENED'],
    ['the caller is at another site', () => unpack({}, { ...clerk, site: elsewhere }), 'NOT_HOLDER'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('opening a container', () => {
  const open = (placed: PlacedContainer, by = clerk, isFilled = true) =>
    openContainer({ ...placed, isFilled }, by, now);

  it('changes it alone', () => {
    expect(open(alone(aCase()))).toMatchObject({
      state: { sscc: one, openedAt: now },
      event: { type: 'ContainerOpened', sscc: one, holder, at: now },
    });
  });

  it('is answered with the first answer when it is asked for again', () => {
    expect(open(alone(aCase(one, { openedAt: before })))).toMatchObject({ repeated: { at: before } });
  });

  it.each([
    ['it is inside another', () => open(within(aPallet([aCase()]), aCase())), 'CONTAINER_INSIDE'],
    ['it is another’s', () => open(alone(aCase()), { ...clerk, organisation: 'pharmacy' }), 'NOT_HOLDER'],
    ['it is still being packed', () => open(alone(aCase()), clerk, false), 'CONTAINER_NOT_FILLED'],
    [
      'another opened it',
      () => open(alone(aCase(one, { openedAt: before })), { ...clerk, organisation: 'pharmacy' }),
      'NOT_HOLDER',
    ],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

it('lies on the ledger under its SSCC', () => {
  expect(containerShape.keyOf(aCase())).toEqual([one]);
});

describe('the next change of a container', () => {
  const mspIdOf = (member: string): string => member.toUpperCase();
  const to = (organisation: string) => ({ id: 'ef'.repeat(16), to: { organisation, site: elsewhere } });
  it.each([
    ['its holder’s and one other’s', aCase(), { rule: 'holder-and-one-other', holder: 'DISTRIBUTOR' }],
    [
      'sender’s or receiver’s on its way',
      aCase(one, { shipment: to('pharmacy') }),
      { rule: 'either-and-one-other', holders: ['DISTRIBUTOR', 'PHARMACY'] },
    ],
    [
      'its holder’s on the way between its sites',
      aCase(one, { shipment: to('distributor') }),
      { rule: 'holder-and-one-other', holder: 'DISTRIBUTOR' },
    ],
    [
      'the channel’s when it is gone',
      aCase(one, { gone: { how: 'lost', discrepancy: 'ef'.repeat(16), at: before } }),
      { rule: 'as-on-channel' },
    ],
    ['the channel’s when it was put into another', aCase(one, { parent: pallet }), { rule: 'as-on-channel' }],
  ])('is %s', (_, container, guard) => {
    expect(guardOf(container, mspIdOf)).toEqual(guard);
  });
});

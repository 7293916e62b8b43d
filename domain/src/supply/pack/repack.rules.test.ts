import { glnSchema } from '../../gs1';
import type { Actor, Instant } from '../../ledger';
import { anActor } from '../../ledger/fixtures/actors';
import { testDigest } from '../../ledger/fixtures/node-digest';
import { refusalOf } from '../../ledger/fixtures/refusals';
import { type Container, containerSchema, type PlacedContainer, whereaboutsIn } from '../container';
import { aCase, alone, clerk } from '../fixtures/container.fixtures';
import {
  aPack,
  aStatus,
  atMaker,
  atPharmacy,
  atShop,
  daysLater,
  onItsWay,
  opening,
  pharmacist,
  ref,
  secondPharmacist,
} from '../fixtures/pack.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { aLot, gtin, lotNumber, now } from '../fixtures/supply.fixtures';
import { changeContainerStatus, undoContainer } from './container-status.rules';
import type { PackSituation } from './pack-situation';
import { packPacks, unpackPacks } from './repack-packs.rules';

const officer = anActor('manufacturer', 'release-officer', { site: glnSchema.parse('9521104000013') });
const box = atPharmacy({ sscc: caseOf(5), contents: [] });
const closedCase = atPharmacy();
const inCase = aPack(undefined, whereaboutsIn([closedCase]));

describe('putting single packs into a container', () => {
  const pack = (packs: readonly PackSituation[], by: Actor = pharmacist, into: PlacedContainer | null = alone(box)) =>
    packPacks(
      { container: into ?? undefined, isOwn: true, packs },
      { sscc: caseOf(5), packs: packs.map((_, index) => ({ ...ref, digest: String(index).repeat(32) })) },
      by,
      now,
    );

  it('is of packs that are loose, or in a case that was opened', () => {
    const loose = aPack({ place: closedCase.holder }, whereaboutsIn([box]));
    const decision = pack([aPack(), { ...loose, whereabouts: { ...atShop, containers: [] } }]);
    expect(decision).toMatchObject({
      state: {
        container: { sscc: caseOf(5), repacked: [{ gtin, lot: lotNumber, packs: 2 }] },
        packs: [{ container: caseOf(5) }, { container: caseOf(5) }],
      },
      event: { type: 'PacksPacked', packs: 2 },
    });
    const { container, packs } = 'state' in decision ? decision.state : { container: undefined, packs: [] };
    expect(containerSchema.safeParse(container).success).toBe(true);
    expect(packs.some((one) => one.place !== undefined)).toBe(false);
  });

  it.each([
    ['is in a case that was not opened', [inCase], pharmacist, 'PACK_ALREADY_PACKED'],
    ['is on its way', [aPack(undefined, onItsWay)], pharmacist, 'PACK_ALREADY_PACKED'],
    ['is at its maker', [aPack(undefined, atMaker)], pharmacist, 'NOT_HOLDER'],
    ['was never packed', [aPack(undefined, atMaker)], officer, 'PACK_NEVER_PACKED'],
    ['is at the other shop', [aPack()], secondPharmacist, 'NOT_HOLDER'],
    ['was supplied', [aPack({ status: aStatus('supplied') })], pharmacist, 'PACK_ALREADY_SUPPLIED'],
    ['is locked', [aPack(), aPack({ status: aStatus('locked') })], pharmacist, 'PACK_NOT_ACTIVE'],
  ])('is refused when one %s', (_, packs, by, code) => {
    expect(refusalOf(() => pack(packs, by, by === pharmacist ? alone(box) : null))).toBe(code);
  });

  it('makes a new container under an own prefix only', () => {
    expect(pack([aPack()], pharmacist, null)).toMatchObject({ state: { container: { depth: 1, contents: [] } } });
    const strange = () =>
      packPacks(
        { container: undefined, isOwn: false, packs: [aPack()] },
        { sscc: caseOf(5), packs: [ref] },
        pharmacist,
        now,
      );
    expect(refusalOf(strange)).toBe('PREFIX_NOT_ASSIGNED');
  });

  it('is the same again', () => {
    const packed = aPack({ container: caseOf(5) }, whereaboutsIn([box]));
    expect(pack([packed])).toMatchObject({ repeated: { type: 'PacksPacked' } });
  });
});

describe('taking single packs out of a container that stays closed', () => {
  const unpack = (
    packs: readonly PackSituation[],
    by: Actor = pharmacist,
    from: Container = closedCase,
    isFilled = true,
  ) =>
    unpackPacks(
      { container: { ...alone(from), isFilled }, isOwn: true, packs },
      { sscc: caseOf(1), packs: packs.map(() => ref) },
      by,
      now,
    );

  it('leaves them loose there, and counts them off', () => {
    expect(unpack([inCase])).toMatchObject({
      state: {
        container: { repacked: [{ gtin, lot: lotNumber, packs: -1 }] },
        packs: [{ place: closedCase.holder, unpackedFrom: caseOf(1) }],
      },
    });
  });

  it('takes what was put in later off the count again', () => {
    const filled = { ...closedCase, repacked: [{ gtin, lot: lotNumber, packs: 1 }] };
    expect(unpack([inCase], pharmacist, filled)).toMatchObject({ state: { container: { repacked: [] } } });
  });

  it.each([
    ['a pack that is elsewhere', [aPack(undefined, atMaker)], pharmacist, closedCase, 'CONTAINER_NOT_INSIDE'],
    ['a case at the other shop', [inCase], secondPharmacist, closedCase, 'NOT_HOLDER'],
    ['a case that was opened', [inCase], pharmacist, atPharmacy({ openedAt: now }), 'CONTAINER_OPENED'],
    ['a case that is locked', [aPack()], pharmacist, atPharmacy({ status: aStatus('locked') }), 'CONTAINER_NOT_ACTIVE'],
  ])('is refused for %s', (_, packs, by, from, code) => {
    expect(refusalOf(() => unpack(packs, by, from))).toBe(code);
  });

  it('waits until it is packed to its end', () => {
    expect(refusalOf(() => unpack([inCase], pharmacist, closedCase, false))).toBe('CONTAINER_NOT_FILLED');
  });

  it('is the same again', () => {
    const out = aPack({ place: closedCase.holder, unpackedFrom: caseOf(1) });
    expect(unpack([out])).toMatchObject({ repeated: { type: 'PacksUnpacked' } });
  });
});

describe('changing all packs of a container', () => {
  const situation = (container: Container) => ({
    ...alone(container),
    ...{ isFilled: true, lots: [aLot([])], stopLists: [] },
  });
  const change = (
    container: Container,
    state: 'locked' | 'destroyed' | 'supplied',
    by: Actor = pharmacist,
    at: Instant = now,
    isFilled = true,
  ) => changeContainerStatus(testDigest, { ...situation(container), isFilled }, { state }, opening, by, at);
  const locked = atPharmacy({ status: aStatus('locked') });

  it.each([
    ['stands here', closedCase, 'supplied', pharmacist, now, undefined],
    ['stands at a wholesaler, by supplying', aCase(caseOf(1)), 'supplied', clerk, now, 'NOT_PERMITTED'],
    [
      'holds other containers, by supplying',
      atPharmacy({ children: [caseOf(2)] }),
      'supplied',
      pharmacist,
      now,
      'CONTAINER_NOT_EMPTY',
    ],
    ['holds other containers, by locking', atPharmacy({ children: [caseOf(2)] }), 'locked', pharmacist, now, undefined],
    ['has expired packs, by supplying', closedCase, 'supplied', pharmacist, daysLater(10_000), 'PACK_EXPIRED'],
    ['was opened', atPharmacy({ openedAt: now }), 'locked', pharmacist, now, 'CONTAINER_OPENED'],
    ['is at another shop', closedCase, 'locked', secondPharmacist, now, 'NOT_HOLDER'],
    ['is locked, by destroying', locked, 'destroyed', pharmacist, now, undefined],
    ['is locked, by supplying', locked, 'supplied', pharmacist, now, 'PACK_NOT_ACTIVE'],
  ] as const)('that %s', (_, container, state, by, at, code) => {
    expect(refusalOf(() => change(container, state, by, at))).toBe(code);
  });

  it('waits until it is packed to its end', () => {
    expect(refusalOf(() => change(closedCase, 'locked', pharmacist, now, false))).toBe('CONTAINER_NOT_FILLED');
  });

  it('is the same again, and is undone at the same site in time', () => {
    expect(change(locked, 'locked')).toMatchObject({ repeated: { type: 'ContainerStatusChanged' } });
    const undo = (container: Container, by: Actor = pharmacist) =>
      undoContainer(testDigest, situation(container), opening, by, now);
    const undone = undo(locked);
    expect(undone).toMatchObject({ event: { type: 'ContainerUndone' } });
    const state = 'state' in undone ? undone.state : locked;
    expect(state.status).toBeUndefined();
    expect(undo(state)).toMatchObject({ repeated: { type: 'ContainerUndone' } });
    expect(refusalOf(() => undo(locked, secondPharmacist))).toBe('NOT_HOLDER');
    expect(refusalOf(() => undo(closedCase))).toBe('PACK_NOT_UNDOABLE');
    expect(refusalOf(() => undo(atPharmacy({ status: aStatus('destroyed') })))).toBe('PACK_NOT_UNDOABLE');
  });
});

import { glnSchema } from '../../gs1';
import { anActor } from '../../ledger/fixtures/actors';
import { refusalOf } from '../../ledger/fixtures/refusals';
import type { Container } from '../container';
import { aCase, alone, clerk, elsewhere, holder, within } from '../fixtures/container.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { before, now } from '../fixtures/supply.fixtures';
import { type Departure, departureShape, readmissionShape } from './departure.schema';
import { letContainersLeave, type LeavingSituation } from './let-containers-leave.rules';
import type { Lineage } from '../container';
import { readmitContainers, type ReadmittingSituation } from './readmit-containers.rules';

const [one, two, pallet] = [caseOf(1), caseOf(2), caseOf(100)];
const abroad = glnSchema.parse('4012345000009');
const id = 'ab'.repeat(16);
const left = { how: 'left', departure: id, to: abroad, at: before } as const;
const pharmacist = anActor('pharmacy', 'pharmacist', { site: elsewhere });
const shop = { organisation: 'pharmacy', site: elsewhere };

describe('letting containers leave the network', () => {
  const command = { departure: id, containers: [one, two], to: abroad };
  const departure: Departure = { ...command, from: holder, changedAt: before };
  const filled = (container: Container) => ({ ...alone(container), isFilled: true });
  const given: LeavingSituation = {
    ...{ departure: undefined, isPlaceOfMember: false },
    containers: [filled(aCase()), filled(aCase(two))],
  };
  const leave = (more: Partial<LeavingSituation> = {}, by = clerk) =>
    letContainersLeave({ ...given, ...more }, command, by, now);
  const withFirst = (first: LeavingSituation['containers'][number]) => ({ containers: [first, filled(aCase(two))] });

  it('ends their custody: nobody holds them, and it is known who let them go whereto', () => {
    const gone = { ...left, at: now };
    expect(leave()).toEqual({
      state: {
        departure: { ...departure, changedAt: now },
        containers: [aCase(one, { gone, changedAt: now }), aCase(two, { gone, changedAt: now })],
      },
      event: { type: 'ContainersLeft', version: 1, at: now, ...command, from: holder },
    });
  });

  it('is answered with the first answer when it is asked for again, even when they came back since', () => {
    expect(leave({ departure })).toEqual({
      repeated: { type: 'ContainersLeft', version: 1, at: before, ...command, from: holder },
    });
  });

  const onItsWay = { shipment: { id, to: shop } };
  it.each([
    ['a member has the place', () => leave({ isPlaceOfMember: true }), 'INVALID_INPUT'],
    [
      'the id stands for another',
      () => leave({ departure: { ...departure, to: elsewhere } }),
      'DEPARTURE_ALREADY_RECORDED',
    ],
    ['the caller is nowhere', () => leave({}, { ...clerk, site: undefined }), 'SITE_MISSING'],
    ['one is another’s', () => leave(withFirst(filled(aCase(one, { holder: shop })))), 'NOT_HOLDER'],
    ['one left before', () => leave(withFirst(filled(aCase(one, { gone: left })))), 'CONTAINER_GONE'],
    ['one is on its way', () => leave(withFirst(filled(aCase(one, onItsWay)))), 'CONTAINER_IN_TRANSIT'],
    [
      'one is in another',
      () => leave(withFirst({ ...within(aCase(pallet), aCase()), isFilled: true })),
      'CONTAINER_INSIDE',
    ],
    [
      'one is still being packed',
      () => leave(withFirst({ ...alone(aCase()), isFilled: false })),
      'CONTAINER_NOT_FILLED',
    ],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

describe('readmitting containers', () => {
  const command = { readmission: 'cd'.repeat(16), containers: [one], from: abroad };
  const readmit = (lineages: readonly Lineage[], by = clerk, more: Partial<ReadmittingSituation> = {}) =>
    readmitContainers({ readmission: undefined, lineages, ...more }, command, by, now);
  const away = aCase(one, { gone: left });
  const gonePallet = aCase(pallet, { gone: left, children: [one, two], depth: 2 });
  const inside = aCase(one, { parent: pallet });

  it('puts them into the hands that have them', () => {
    expect(readmit([[away]])).toEqual({
      state: {
        readmission: { ...command, holder, flags: [], changedAt: now },
        containers: [aCase(one, { readmission: command.readmission, changedAt: now })],
      },
      event: { type: 'ContainersReadmitted', version: 1, at: now, ...command, holder, flags: [] },
    });
  });

  it('is flagged for the organisation that held them last, when that is another', () => {
    expect(readmit([[away]], pharmacist)).toMatchObject({
      state: { containers: [{ holder: shop }] },
      event: { holder: shop, flags: [{ sscc: one, lastHolder: 'distributor' }] },
    });
  });

  it('takes one out of what is gone, and leaves the rest of that as it is', () => {
    const decision = readmit([[inside, gonePallet]], pharmacist);
    expect(decision).toMatchObject({
      state: {
        containers: [
          { sscc: one, holder: shop },
          { sscc: pallet, gone: left, holder, children: [two] },
        ],
      },
      event: { flags: [{ sscc: one, lastHolder: 'distributor' }] },
    });
    expect('state' in decision && decision.state.containers[0]).not.toHaveProperty('parent');
  });

  it.each<[string, readonly Lineage[]]>([
    ['first', [[inside, gonePallet], [gonePallet]]],
    ['last', [[gonePallet], [inside, gonePallet]]],
  ])('takes a pallet and a case out of it, whichever comes %s', (_, lineages) => {
    const decision = readmit(lineages);
    const containers = 'state' in decision ? decision.state.containers : [];
    const [whole, part] = [pallet, one].map((sscc) => containers.find((container) => container.sscc === sscc));
    expect(containers).toHaveLength(2);
    expect([whole, part]).toMatchObject([{ holder, children: [two] }, { holder }]);
    expect([whole?.gone, part?.gone, part?.parent]).toEqual([undefined, undefined, undefined]);
  });

  it('takes one out of a pallet that was stolen: stolen it stays, by itself and with more of the pallet', () => {
    const status = { state: 'stolen', at: before, by: 'ef'.repeat(32) } as const;
    const stolen = { ...gonePallet, status };
    expect(readmit([[inside, stolen]])).toMatchObject({ state: { containers: [{ sscc: one, status }, { status }] } });
    const both = readmit([[stolen], [inside, stolen]]);
    expect('state' in both && both.state.containers.every((container) => container.status === status)).toBe(true);
  });

  it('takes back what was written off as lost', () => {
    const lost = aCase(one, { gone: { how: 'lost', discrepancy: id, at: before } });
    expect(readmit([[lost]])).toHaveProperty('state');
  });

  const readmission = { ...command, holder, flags: [], changedAt: before };
  it('is answered with the first answer, even when they left again since', () => {
    expect(readmit([[away]], clerk, { readmission })).toMatchObject({ repeated: { at: before, holder } });
  });

  const destroyed = aCase(one, { gone: { how: 'destroyed', discrepancy: id, at: before } });
  it.each([
    ['one is held', () => readmit([[aCase()]]), 'CONTAINER_NOT_AWAY'],
    ['one was destroyed', () => readmit([[destroyed]]), 'CONTAINER_NOT_AWAY'],
    ['the caller is nowhere', () => readmit([[away]], { ...clerk, site: undefined }), 'SITE_MISSING'],
    ['the id stands for another', () => readmit([[away]], pharmacist, { readmission }), 'READMISSION_ALREADY_RECORDED'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it('lies on the ledger under its id, as a departure does', () => {
    expect(readmissionShape.keyOf(readmission)).toEqual([command.readmission]);
    const departure = { departure: id, containers: [one], to: abroad, from: holder, changedAt: before };
    expect(departureShape.keyOf(departure)).toEqual([id]);
  });
});

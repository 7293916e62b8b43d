import { glnSchema } from '../../gs1';
import { anActor } from '../../ledger/fixtures/actors';
import { refusalOf } from '../../ledger/fixtures/refusals';
import type { Container } from '../container';
import { aCase, alone, clerk, elsewhere, holder, within } from '../fixtures/container.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { before, now } from '../fixtures/supply.fixtures';
import { type Shipment, shipContainersSchema } from './custody.schema';
import { receiveContainers, voidShipment } from './end-shipment.rules';
import { shipContainers, type ShippingSituation } from './ship-containers.rules';

const [one, two] = [caseOf(1), caseOf(2)];
const to = { organisation: 'pharmacy', site: glnSchema.parse('9521103000014') };
const pharmacist = anActor('pharmacy', 'pharmacist', { site: to.site });
const id = 'ef'.repeat(16);
const command = { shipment: id, containers: [one, two], to, expectedAt: now };
const shipment: Shipment = { ...command, from: holder, changedAt: before };
const filled = (container: Container) => ({ ...alone(container), isFilled: true });

describe('shipping containers', () => {
  const given: ShippingSituation = {
    ...{ shipment: undefined, isReceiverKnown: true, returned: undefined },
    containers: [filled(aCase()), filled(aCase(two))],
  };
  const ship = (more: Partial<ShippingSituation> = {}, by = clerk, asked = command) =>
    shipContainers({ ...given, ...more }, asked, by, now);
  const withFirst = (first: ShippingSituation['containers'][number]) => ({
    containers: [first, filled(aCase(two))],
  });

  it('puts them on their way; until receipt they are the sender’s', () => {
    const onItsWay = { holder, shipment: { id, to }, changedAt: now };
    expect(ship()).toEqual({
      state: {
        shipment: { ...shipment, changedAt: now },
        containers: [aCase(one, onItsWay), aCase(two, onItsWay)],
      },
      event: { type: 'ContainersShipped', version: 1, at: now, ...command, from: holder },
    });
  });

  it('is answered with the first answer when it is asked for again, whatever became of them', () => {
    const received = filled(aCase(one, { holder: to }));
    expect(ship({ shipment, ...withFirst(received) })).toMatchObject({ repeated: { at: before, shipment: id } });
  });

  const own = { ...command, to: { organisation: 'distributor', site: clerk.site! } };
  it.each([
    [
      'the id stands for another',
      () => ship({ shipment: { ...shipment, containers: [one] } }),
      'SHIPMENT_ALREADY_SENT',
    ],
    ['nobody knows the receiver', () => ship({ isReceiverKnown: false }), 'INVALID_INPUT'],
    ['they are there already', () => ship({}, clerk, own), 'INVALID_INPUT'],
    ['the caller is nowhere', () => ship({}, { ...clerk, site: undefined }), 'SITE_MISSING'],
    ['one is another’s', () => ship(withFirst(filled(aCase(one, { holder: to })))), 'NOT_HOLDER'],
    ['one is on its way', () => ship(withFirst(filled(aCase(one, { shipment: { id, to } })))), 'CONTAINER_IN_TRANSIT'],
    [
      'one is gone',
      () => ship(withFirst(filled(aCase(one, { gone: { how: 'lost', discrepancy: id, at: before } })))),
      'CONTAINER_GONE',
    ],
    ['one was opened', () => ship(withFirst(filled(aCase(one, { openedAt: before })))), 'CONTAINER_OPENED'],
    [
      'one is inside another',
      () => ship(withFirst({ ...within(aCase(caseOf(9)), aCase()), isFilled: true })),
      'CONTAINER_INSIDE',
    ],
    [
      'one is still being packed',
      () => ship(withFirst({ ...alone(aCase()), isFilled: false })),
      'CONTAINER_NOT_FILLED',
    ],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  const back = { ...command, shipment: '01'.repeat(16), to: holder, returns: id };
  const came = { cameWith: [{ shipment: id, at: before }] };
  const received = filled(aCase(one, { holder: to, ...came }));
  const goBack = (first = received, more: Partial<Shipment> = {}) => {
    const containers = [first, filled(aCase(two, { holder: to, ...came }))];
    const returned = { ...shipment, ...more };
    return shipContainers({ ...given, containers, returned }, back, pharmacist, now);
  };
  it('back to whom they came from names the shipment that it returns', () => {
    expect(goBack()).toMatchObject({
      state: { shipment: { returns: id, from: to, to: holder } },
      event: { type: 'ContainersShipped', returns: id },
    });
  });

  const opened = (more: Partial<Container>) => aCase(caseOf(9), { holder: to, openedAt: before, ...more });
  const outOf = (parent: Container, packedAt = before) => ({
    ...within(parent, aCase(one, { packedAt })),
    isFilled: true,
  });
  it('back goes also what came in a container that was opened, and remembers it', () => {
    expect(goBack(outOf(opened(came)))).toMatchObject({ state: { containers: [came, came] } });
  });

  const stranger = { organisation: 'hospital', site: elsewhere };
  it.each([
    ['another organisation received them', () => goBack(received, { to: stranger })],
    ['another organisation sent them', () => goBack(received, { from: stranger })],
    ['one was not received with it', () => goBack(filled(aCase(one, { holder: to })))],
    ['one was put afterwards into what was', () => goBack(outOf(opened(came), now))],
  ])('is no return when %s', (_, act) => {
    expect(refusalOf(act)).toBe('NOT_A_RETURN');
  });

  it('names each container once', () => {
    expect(shipContainersSchema.safeParse({ ...command, containers: [one, one] }).success).toBe(false);
  });
});

describe('the end of a shipment', () => {
  const onTheirWay = [one, two].map((sscc) => aCase(sscc, { shipment: { id, to } }));
  const asked = { shipment: id, containers: [one, two] };
  const receive = (containers: readonly Container[] = onTheirWay, by = pharmacist) =>
    receiveContainers({ shipment, containers }, asked, by, now);
  const takeBack = (containers: readonly Container[] = onTheirWay, by = clerk) =>
    voidShipment({ shipment, containers }, asked, by, now);
  const ended = (end: 'received' | 'voided', at = before, changedAt = at) =>
    [one, two].map((sscc) => aCase(sscc, { lastShipment: { id, end, at }, changedAt }));

  it('is receipt by who was named, who holds them from then on', () => {
    const lastShipment = { id, end: 'received' as const, at: now };
    expect(receive()).toEqual({
      state: [one, two].map((sscc) =>
        aCase(sscc, { holder: to, lastShipment, cameWith: [{ shipment: id, at: now }], changedAt: now }),
      ),
      event: { type: 'ContainersReceived', version: 1, at: now, ...asked, from: holder, to },
    });
  });

  it('or its being voided by who sent it, who holds them as before', () => {
    expect(takeBack()).toMatchObject({
      state: [{ holder, lastShipment: { end: 'voided' } }, { sscc: two }],
      event: { type: 'ShipmentVoided', from: holder, to },
    });
    const decision = takeBack();
    expect('state' in decision && decision.state.map((container) => container.shipment)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is answered with the first answer until something else happens to them', () => {
    expect(receive(ended('received'))).toMatchObject({ repeated: { type: 'ContainersReceived', at: before } });
    expect(takeBack(ended('voided'))).toMatchObject({ repeated: { type: 'ShipmentVoided', at: before } });
    expect(refusalOf(() => receive(ended('received', before, now)))).toBe('CONTAINER_NOT_IN_SHIPMENT');
  });

  const ofAnother = aCase(one, { shipment: { id: '01'.repeat(16), to } });
  it.each([
    ['the sender receives', () => receive(onTheirWay, clerk), 'NOT_RECEIVER'],
    ['another site receives', () => receive(onTheirWay, { ...pharmacist, site: elsewhere }), 'NOT_RECEIVER'],
    ['the receiver voids', () => takeBack(onTheirWay, pharmacist), 'NOT_HOLDER'],
    ['another site voids', () => takeBack(onTheirWay, { ...clerk, site: elsewhere }), 'NOT_HOLDER'],
    ['one was received', () => takeBack(ended('received')), 'CONTAINER_NOT_IN_SHIPMENT'],
    ['it was voided', () => receive(ended('voided')), 'CONTAINER_NOT_IN_SHIPMENT'],
    ['one is of another shipment', () => receive([ofAnother, onTheirWay[1]!]), 'CONTAINER_NOT_IN_SHIPMENT'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });
});

import type { Sscc } from '../../gs1';
import { type Instant, instantOf } from '../../ledger';
import type { Container, Holder } from '../container';
import { aCase, elsewhere, site } from '../fixtures/container.fixtures';
import { aStatus, ref, shop } from '../fixtures/pack.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { type PackRecords, type Recorded, tracePack } from './trace-pack.rules';

const [box, pallet, ward] = [caseOf(1), caseOf(9), caseOf(20)];
const maker: Holder = { organisation: 'manufacturer', site: elsewhere };
const distributor: Holder = { organisation: 'distributor', site };
const pharmacy: Holder = { organisation: 'pharmacy', site: shop };
const at = (block: number): Instant => instantOf(Date.UTC(2027, 0, block));
const record = <State>(block: number, event: string, state: State): Recorded<State> => ({
  ...{ block, event, state, index: 0, transactionId: `tx${block}`, at: at(block) },
});
const holds = (sscc: Sscc, holder: Holder, more: Partial<Container> = {}) => aCase(sscc, { holder, ...more });
const toShop = { shipment: { id: 'a'.repeat(32), to: pharmacy } };

/** Made, packed, put on a pallet, sent, received, opened, sent on in its case, received, opened, supplied. */
const whole: PackRecords = {
  maker: 'manufacturer',
  sealed: record(1, 'PartSealed', undefined),
  packed: record(3, 'PackingPagesWritten', box),
  own: [
    record(11, 'PackSupplied', {
      ...ref,
      registration: '1'.repeat(32),
      status: aStatus('supplied'),
      changedAt: at(11),
    }),
  ],
  containers: (sscc) =>
    sscc === box
      ? [
          record(2, 'ContainersClaimed', holds(box, maker)),
          record(4, 'ContainersPacked', holds(box, maker, { parent: pallet })),
          record(8, 'ContainersShipped', holds(box, distributor, toShop)),
          record(9, 'ContainersReceived', holds(box, pharmacy)),
          record(10, 'ContainerOpened', holds(box, pharmacy, { openedAt: at(10) })),
        ]
      : [
          record(4, 'ContainersPacked', holds(pallet, maker)),
          record(5, 'ContainersShipped', holds(pallet, maker, { shipment: { id: 'b'.repeat(32), to: distributor } })),
          record(6, 'ContainersReceived', holds(pallet, distributor)),
          record(7, 'ContainerOpened', holds(pallet, distributor, { openedAt: at(7) })),
        ],
};
const told = (records: PackRecords) =>
  tracePack(records).map(({ block, event, organisation, to, inside }) =>
    [block, event, organisation, ...(to ? [`to ${to.organisation}`] : []), ...inside].join(' '),
  );

describe('a pack’s way', () => {
  it('goes with the containers that it is in, and alone', () => {
    expect(told(whole)).toEqual([
      '1 PartSealed manufacturer',
      `3 PackingPagesWritten manufacturer ${box}`,
      `4 ContainersPacked manufacturer ${box}`,
      `5 ContainersShipped manufacturer to distributor ${box} ${pallet}`,
      `6 ContainersReceived distributor ${box} ${pallet}`,
      `7 ContainerOpened distributor ${box} ${pallet}`,
      `8 ContainersShipped distributor to pharmacy ${box}`,
      `9 ContainersReceived pharmacy ${box}`,
      `10 ContainerOpened pharmacy ${box}`,
      '11 PackSupplied pharmacy',
    ]);
  });

  it('tells time, place and transaction of each step', () => {
    expect(tracePack(whole)[4]).toEqual({
      ...{ event: 'ContainersReceived', at: at(6), transactionId: 'tx6', block: 6, inside: [box, pallet] },
      ...distributor,
    });
  });

  it('of a pack that was never packed begins and ends at its maker', () => {
    expect(told({ ...whole, packed: undefined, own: [] })).toEqual(['1 PartSealed manufacturer']);
  });

  it('leaves its case when it is taken out, and does not follow it on', () => {
    const registration = '1'.repeat(32);
    const own = [
      record(9, 'PacksUnpacked', { ...ref, registration, place: distributor, unpackedFrom: box, changedAt: at(9) }),
      record(12, 'PacksPacked', { ...ref, registration, container: ward, unpackedFrom: box, changedAt: at(12) }),
    ];
    const containers = (sscc: Sscc) =>
      sscc === ward
        ? [
            record(12, 'PacksPacked', holds(ward, distributor)),
            record(13, 'PacksPacked', holds(ward, distributor)),
            record(14, 'ContainersShipped', holds(ward, distributor, toShop)),
          ]
        : whole.containers(sscc);
    expect(told({ ...whole, own, containers }).slice(6)).toEqual([
      `8 ContainersShipped distributor to pharmacy ${box}`,
      '9 PacksUnpacked distributor',
      `12 PacksPacked distributor ${ward}`,
      `14 ContainersShipped distributor to pharmacy ${ward}`,
    ]);
  });

  it('leaves a pallet with its case when that is taken off, and stays out of what the pallet does then', () => {
    const containers = (sscc: Sscc) =>
      sscc === box
        ? [
            record(2, 'ContainersClaimed', holds(box, maker)),
            record(4, 'ContainersPacked', holds(box, maker, { parent: pallet })),
            record(6, 'ContainersUnpacked', holds(box, maker, { unpackedFrom: { sscc: pallet, at: at(6) } })),
          ]
        : [
            record(4, 'ContainersPacked', holds(pallet, maker)),
            record(5, 'ContainersPacked', holds(pallet, maker)),
            record(6, 'ContainersUnpacked', holds(pallet, maker)),
            record(7, 'ContainersShipped', holds(pallet, maker, toShop)),
          ];
    expect(told({ ...whole, own: [], containers }).slice(2)).toEqual([
      `4 ContainersPacked manufacturer ${box}`,
      `6 ContainersUnpacked manufacturer ${box}`,
    ]);
  });
});

import { refusalOf } from '../../ledger/fixtures/refusals';
import type { Container } from '../container';
import type { Lineage } from '../container';
import { aCase, clerk, elsewhere, holder } from '../fixtures/container.fixtures';
import { id, lost, one, onItsWay, pallet, pharmacist, shipment, third, to } from '../fixtures/discrepancy.fixtures';
import { before, gtin, lotNumber, now } from '../fixtures/supply.fixtures';
import {
  type Discrepancy,
  type DiscrepancyKind,
  discrepancyShape,
  type Resolution,
  shipmentDiscrepancyShape,
} from './discrepancy.schema';
import { resolveDiscrepancy } from './resolve-discrepancy.rules';

describe('resolving a discrepancy', () => {
  const open = (kind: DiscrepancyKind, more: Partial<Discrepancy> = {}): Discrepancy => ({
    ...{ discrepancy: id, kind, about: { sscc: one }, shipment: shipment.shipment, reporter: to, counterparty: holder },
    ...{ flags: [], reportedAt: before, changedAt: before },
    ...more,
  });
  const resolve = (
    discrepancy: Discrepancy,
    resolution: Resolution,
    container?: Container | Lineage,
    by = pharmacist,
  ) => {
    const lineage = container && ('sscc' in container ? ([container] as const) : container);
    return resolveDiscrepancy({ discrepancy, lineage }, { discrepancy: id, resolution }, by, now);
  };
  const here = aCase(one, { holder: to });
  const coming = aCase(one, onItsWay);
  const away = aCase();
  const wasLost = aCase(one, { gone: lost });
  const closed = aCase(pallet, { holder: to });

  it('writes off what both parties know to be missing: nobody holds it, and its shipment has ended', () => {
    const gone = { how: 'lost', discrepancy: id, at: now } as const;
    const { flags: _, reportedAt: __, changedAt: ___, ...told } = open('missing');
    expect(resolve(open('missing'), 'lost', coming, clerk)).toEqual({
      state: {
        discrepancy: { ...open('missing'), resolved: { as: 'lost', by: holder, at: now }, changedAt: now },
        container: aCase(one, {
          lastShipment: { id: shipment.shipment, end: 'lost', at: now },
          ...{ gone, changedAt: now },
        }),
      },
      event: { type: 'DiscrepancyResolved', version: 1, at: now, ...told, resolution: 'lost', by: holder },
    });
  });

  it('writes off what lay in a pallet that was opened, where that was', () => {
    const opened = aCase(pallet, { holder: to, openedAt: before });
    const decision = resolve(open('damaged'), 'destroyed', [aCase(one, { parent: pallet }), opened]);
    expect(decision).toMatchObject({ state: { container: { holder: to, gone: { how: 'destroyed' } } } });
    expect('state' in decision && decision.state.container).not.toHaveProperty('lastShipment');
  });

  const aPack = { about: { gtin, lot: lotNumber, digest: 'ab'.repeat(16) } };
  it.each<[string, Discrepancy, Resolution, Container | Lineage | undefined, typeof clerk | undefined]>([
    ['missing, it arrived', open('missing'), 'received', here, undefined],
    ['missing, it arrived and went on', open('missing'), 'received', aCase(one, { holder: third }), undefined],
    ['missing, the sender took it back', open('missing'), 'returned', away, clerk],
    ['missing, and written off before', open('missing'), 'lost', wasLost, clerk],
    [
      'missing, in a pallet that is lost',
      open('missing'),
      'lost',
      [aCase(one, { parent: pallet }), aCase(pallet, { gone: lost })],
      clerk,
    ],
    ['missing, and never known', open('missing'), 'lost', undefined, clerk],
    ['missing, and never known, it is back', open('missing'), 'returned', undefined, clerk],
    ['surplus, it was sent after all', open('surplus'), 'received', here, undefined],
    ['surplus, it was sent back', open('surplus'), 'returned', away, clerk],
    ['damaged, it is kept', open('damaged'), 'accepted', here, undefined],
    ['wrong, it went back', open('wrong-product'), 'returned', away, clerk],
    ['a pack, the reporter’s word', open('damaged', aPack), 'destroyed', undefined, undefined],
    ['a pack, it is kept', open('damaged', aPack), 'accepted', undefined, undefined],
    [
      'a pack, the maker’s word',
      open('surplus', { ...aPack, counterparty: { organisation: 'distributor' } }),
      'returned',
      undefined,
      clerk,
    ],
  ])('settles what was %s, and moves nothing', (_, discrepancy, resolution, container, by) => {
    const decision = resolve(discrepancy, resolution, container, by);
    expect('state' in decision && decision.state.discrepancy.resolved?.as).toBe(resolution);
    expect('state' in decision && decision.state.container).toBeUndefined();
  });

  it('is the reporter’s alone where no other party is known', () => {
    const { counterparty: _, ...alone } = open('surplus');
    expect(resolve(alone, 'returned', away)).toHaveProperty('state');
    expect(resolve(alone, 'received', here)).toHaveProperty('state');
    expect(refusalOf(() => resolve(alone, 'returned', away, clerk))).toBe('NOT_RESOLVER');
  });

  const done = open('missing', { resolved: { as: 'received', by: to, at: before } });
  it('is answered with the first answer when it is told again', () => {
    expect(resolve(done, 'received', away)).toMatchObject({ repeated: { resolution: 'received', at: before, by: to } });
  });

  const otherSite = { ...clerk, site: elsewhere };
  const inPallet: Lineage = [aCase(one, { parent: pallet }), closed];
  it.each([
    ['it was resolved otherwise', () => resolve(done, 'lost', coming, clerk), 'DISCREPANCY_ALREADY_RESOLVED'],
    ['the other resolves it again', () => resolve(done, 'received', here, clerk), 'DISCREPANCY_ALREADY_RESOLVED'],
    ['it does not fit the kind', () => resolve(open('surplus'), 'lost', coming, clerk), 'INVALID_INPUT'],
    ['the reporter writes it off alone', () => resolve(open('missing'), 'lost', coming), 'NOT_RESOLVER'],
    ['the sender says it arrived', () => resolve(open('missing'), 'received', here, clerk), 'NOT_RESOLVER'],
    ['another site says it', () => resolve(open('missing'), 'lost', coming, otherSite), 'NOT_RESOLVER'],
    [
      'the caller is nowhere',
      () => resolve(open('missing'), 'lost', coming, { ...clerk, site: undefined }),
      'SITE_MISSING',
    ],
    ['arrived: it is still on its way', () => resolve(open('missing'), 'received', coming), 'DISCREPANCY_NOT_SETTLED'],
    ['arrived: it is still the sender’s', () => resolve(open('surplus'), 'received', away), 'DISCREPANCY_NOT_SETTLED'],
    ['arrived: it is gone', () => resolve(open('missing'), 'received', wasLost), 'DISCREPANCY_NOT_SETTLED'],
    ['arrived: nobody knows it', () => resolve(open('surplus'), 'received'), 'DISCREPANCY_NOT_SETTLED'],
    [
      'back: it is still on its way',
      () => resolve(open('missing'), 'returned', coming, clerk),
      'DISCREPANCY_NOT_SETTLED',
    ],
    ['back: it is the reporter’s', () => resolve(open('damaged'), 'returned', here, clerk), 'DISCREPANCY_NOT_SETTLED'],
    ['lost: the sender has it', () => resolve(open('missing'), 'lost', away, clerk), 'DISCREPANCY_NOT_SETTLED'],
    [
      'lost: the reporter sent it on',
      () => resolve(open('missing'), 'lost', aCase(one, { holder: to, shipment: { id, to: third } }), clerk),
      'DISCREPANCY_NOT_SETTLED',
    ],
    [
      'destroyed: it is not yet its own',
      () => resolve(open('damaged'), 'destroyed', coming),
      'DISCREPANCY_NOT_SETTLED',
    ],
    ['lost: it is in a pallet', () => resolve(open('missing'), 'lost', inPallet, clerk), 'CONTAINER_INSIDE'],
    [
      'destroyed: it was opened',
      () => resolve(open('damaged'), 'destroyed', aCase(one, { holder: to, openedAt: before })),
      'CONTAINER_OPENED',
    ],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it('lies on the ledger under its id, and under its shipment', () => {
    expect(discrepancyShape.keyOf(done)).toEqual([id]);
    const listed = { shipment: shipment.shipment, discrepancy: id, changedAt: now };
    expect(shipmentDiscrepancyShape.keyOf(listed)).toEqual([shipment.shipment, id]);
  });
});

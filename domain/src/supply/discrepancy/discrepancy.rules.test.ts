import { glnSchema } from '../../gs1';
import { anActor } from '../../ledger/fixtures/actors';
import { refusalOf } from '../../ledger/fixtures/refusals';
import type { Container } from '../container';
import type { Lineage, Shipment } from '../custody';
import { aCase, clerk, elsewhere, holder } from '../fixtures/container.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { aLot, aPart, aRegistration, before, gtin, lotNumber, now } from '../fixtures/supply.fixtures';
import {
  type Discrepancy,
  type DiscrepancyKind,
  discrepancyShape,
  reportDiscrepancySchema,
  type Resolution,
  shipmentDiscrepancyShape,
} from './discrepancy.schema';
import { type GoodsSituation, reportDiscrepancy } from './report-discrepancy.rules';
import { resolveDiscrepancy } from './resolve-discrepancy.rules';

const [one, pallet] = [caseOf(1), caseOf(100)];
const to = { organisation: 'pharmacy', site: glnSchema.parse('9521103000014') };
const third = { organisation: 'hospital', site: elsewhere };
const pharmacist = anActor('pharmacy', 'pharmacist', { site: to.site });
const id = 'ef'.repeat(16);
const shipment: Shipment = {
  ...{ shipment: '01'.repeat(16), from: holder, to, containers: [one, pallet] },
  ...{ expectedAt: now, changedAt: before },
};
const onItsWay = { shipment: { id: shipment.shipment, to } };
const ended = (end: 'received' | 'voided') => ({ lastShipment: { id: shipment.shipment, end, at: before } });
const lost = { how: 'lost', discrepancy: id, at: before } as const;
const goods = (lineage: Lineage | undefined): GoodsSituation => ({ what: 'container', lineage });

describe('reporting a discrepancy', () => {
  const about = { sscc: one };
  const given = { discrepancy: id, kind: 'missing' as DiscrepancyKind, about, shipment: shipment.shipment };
  const report = (of: GoodsSituation, command: Partial<typeof given> = {}, by = pharmacist) =>
    reportDiscrepancy({ discrepancy: undefined, shipment, goods: of }, { ...given, ...command }, by, now);
  const flagsOf = (of: GoodsSituation, kind: DiscrepancyKind) => {
    const decision = report(of, { kind });
    return 'state' in decision ? decision.state.flags : undefined;
  };

  it('records who misses what of which shipment, and the container stays on its way', () => {
    const told = { ...given, reporter: to, counterparty: holder, flags: [] };
    expect(report(goods([aCase(one, onItsWay)]))).toEqual({
      state: { ...told, reportedAt: now, changedAt: now },
      event: { type: 'DiscrepancyReported', version: 1, at: now, ...told },
    });
  });

  const box = aCase(pallet, { openedAt: before, holder: to });
  it.each<[string, DiscrepancyKind, Lineage | undefined, string[]]>([
    ['a case on its way', 'missing', [aCase(one, onItsWay)], []],
    ['a case of a pallet that was received', 'missing', [aCase(one, { parent: pallet }), box], []],
    ['a case of a pallet on its way', 'damaged', [aCase(one, { parent: pallet }), aCase(pallet, onItsWay)], []],
    ['what was received', 'wrong-product', [aCase(one, { holder: to, ...ended('received') })], []],
    ['what was received', 'missing', [aCase(one, { holder: to, ...ended('received') })], ['received-before']],
    ['what the sender took back', 'missing', [aCase(one, ended('voided'))], ['elsewhere']],
    ['what was not sent with it', 'damaged', [aCase(caseOf(7), { holder: to })], ['not-in-shipment']],
    ['what nobody knows', 'missing', undefined, ['not-known']],
    ['what was written off', 'missing', [aCase(one, { gone: lost })], ['gone']],
    ['what is the sender’s', 'surplus', [aCase()], []],
    ['what is at hand', 'surplus', [aCase(one, { holder: to })], ['expected-here']],
    ['what is on its way here', 'surplus', [aCase(one, onItsWay)], ['expected-here']],
    ['what left', 'surplus', [aCase(one, { gone: lost })], ['gone']],
  ])('records %s as %s, flagged where the ledger knows otherwise', (_, kind, lineage, flags) => {
    expect(flagsOf(goods(lineage), kind)).toEqual(flags);
  });

  it.each<[string, Lineage | undefined, object | undefined]>([
    ['with whom the ledger has it', [aCase()], holder],
    ['nobody when it is at hand', [aCase(one, { holder: to })], undefined],
    ['nobody when it is not known', undefined, undefined],
  ])('of a surplus without shipment is towards %s', (_, lineage, counterparty) => {
    const { shipment: __, ...command } = { ...given, kind: 'surplus' as const };
    const situation = { discrepancy: undefined, shipment: undefined, goods: goods(lineage) };
    const decision = reportDiscrepancy(situation, command, pharmacist, now);
    expect('state' in decision && decision.state.counterparty).toEqual(counterparty);
  });

  it('of a single pack is towards its shipment’s sender, else its maker; one of no lot is flagged', () => {
    const digest = 'ab'.repeat(16);
    const lot = aLot([aPart(aRegistration(3), { state: 'sealed' })]);
    const pack = (part = lot.parts[0], of = lot) => ({
      what: 'pack' as const,
      pack: { isProductKnown: true, lot: of, part },
    });
    const command = { discrepancy: id, kind: 'surplus' as const, about: { gtin, lot: lotNumber, digest } };
    const bare = { discrepancy: undefined, shipment: undefined };
    const told = (of: GoodsSituation) => reportDiscrepancy({ ...bare, goods: of }, command, pharmacist, now);
    expect(told(pack())).toMatchObject({ state: { counterparty: { organisation: 'manufacturer' }, flags: [] } });
    const none = { what: 'pack' as const, pack: { isProductKnown: false, lot: undefined, part: undefined } };
    expect(told(none)).toMatchObject({ state: { flags: ['not-known'] } });
    const ofOwn = told(pack(lot.parts[0], { ...lot, maker: 'pharmacy' }));
    expect('state' in ofOwn && ofOwn.state).not.toHaveProperty('counterparty');
    const sent = { discrepancy: undefined, shipment, goods: pack() };
    const ofShipment = { ...command, kind: 'missing' as const, shipment: shipment.shipment };
    expect(reportDiscrepancy(sent, ofShipment, pharmacist, now)).toMatchObject({ state: { counterparty: holder } });
  });

  const first = { ...given, reporter: to, counterparty: holder, flags: [], reportedAt: before, changedAt: before };
  const again = (discrepancy: Discrepancy, by = pharmacist) =>
    reportDiscrepancy({ discrepancy, shipment, goods: goods([aCase()]) }, given, by, now);
  it('is answered with the first answer when it is told again, whatever became of it', () => {
    const resolved = { as: 'lost', by: holder, at: now } as const;
    const { reportedAt: at, changedAt: _, ...event } = first;
    expect(again({ ...first, resolved, changedAt: now })).toEqual({
      repeated: { type: 'DiscrepancyReported', version: 1, at, ...event },
    });
  });

  it.each([
    ['the sender tells it', () => report(goods([aCase()]), {}, clerk), 'NOT_RECEIVER'],
    ['another site tells it', () => report(goods([aCase()]), {}, { ...pharmacist, site: elsewhere }), 'NOT_RECEIVER'],
    ['the caller is nowhere', () => report(goods([aCase()]), {}, { ...pharmacist, site: undefined }), 'SITE_MISSING'],
    ['the id stands for another', () => again({ ...first, kind: 'damaged' }), 'DISCREPANCY_ALREADY_REPORTED'],
    ['it is another’s', () => again({ ...first, reporter: third }), 'DISCREPANCY_ALREADY_REPORTED'],
  ])('is refused when %s', (_, act, code) => {
    expect(refusalOf(act)).toBe(code);
  });

  it('names a shipment unless something is surplus', () => {
    const { shipment: _, ...none } = given;
    expect(reportDiscrepancySchema.safeParse(none).error?.issues[0]?.path).toEqual(['shipment']);
    expect(reportDiscrepancySchema.safeParse({ ...none, kind: 'surplus' }).success).toBe(true);
  });
});

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

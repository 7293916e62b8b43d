import { refusalOf } from '../../ledger/fixtures/refusals';
import type { Lineage } from '../container';
import { aCase, clerk, elsewhere, holder } from '../fixtures/container.fixtures';
import { id, lost, one, onItsWay, pallet, pharmacist, shipment, third, to } from '../fixtures/discrepancy.fixtures';
import { caseOf } from '../fixtures/packing.fixtures';
import { aLot, aPart, aRegistration, before, gtin, lotNumber, now } from '../fixtures/supply.fixtures';
import { type Discrepancy, type DiscrepancyKind, reportDiscrepancySchema } from './discrepancy.schema';
import { type GoodsSituation, reportDiscrepancy } from './report-discrepancy.rules';

const ended = (end: 'received' | 'voided') => ({ lastShipment: { id: shipment.shipment, end, at: before } });
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

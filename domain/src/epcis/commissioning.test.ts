/** Which packs a document commissions, and why each other event is not applied. */
import {
  associationEvent,
  commissioningEvent,
  ilmd,
  packingEvent,
  packs,
  transactionEvent,
  transformationEvent,
} from './fixtures/events';
import {
  commissioningCollector,
  type CommissioningPlan,
  type EpcisEvent,
  fromJsonLd,
  GS1_PREFIXES,
  planCommissionings,
  readEvent,
} from '.';

/** Of the packs in the fixtures. */
const GTIN = '09521321123458';

function eventOf(raw: Record<string, unknown>): EpcisEvent {
  const result = readEvent(fromJsonLd(raw, GS1_PREFIXES), 'json-ld');
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.event;
}

const planOf = (...events: Record<string, unknown>[]): CommissioningPlan => planCommissionings(events.map(eventOf));

const reasonOf = (event: Record<string, unknown>): string | undefined => planOf(event).notApplied[0]?.reason;

describe('a document commissions', () => {
  it('one part for each lot and product, over all its events', () => {
    const plan = planOf(
      commissioningEvent(),
      commissioningEvent({ epcList: packs('B1'), ilmd: ilmd('LOT-8') }),
      commissioningEvent({ epcList: [...packs('A3'), 'https://id.gs1.org/01/09521321543218/21/A1'] }),
    );
    expect(plan.notApplied).toEqual([]);
    expect(plan.commissionings).toEqual([
      {
        gtin: GTIN,
        lot: 'LOT-7',
        expiry: '2028-05-31',
        serials: ['A1', 'A2', 'A3'],
        eventIndexes: [0, 2],
      },
      { gtin: GTIN, lot: 'LOT-8', expiry: '2028-05-31', serials: ['B1'], eventIndexes: [1] },
      { gtin: '09521321543218', lot: 'LOT-7', expiry: '2028-05-31', serials: ['A1'], eventIndexes: [2] },
    ]);
  });

  it('packs with a date that carries a zone', () => {
    expect(planOf(commissioningEvent({ ilmd: ilmd('L', '2028-05-31Z') })).commissionings[0]?.expiry).toBe('2028-05-31');
  });
});

describe('an event is not applied because it', () => {
  it.each([
    [packingEvent(), 'is AggregationEvent ADD and commissions no packs'],
    [transactionEvent(), 'is TransactionEvent ADD and commissions no packs'],
    [transformationEvent(), 'is TransformationEvent and commissions no packs'],
    [associationEvent(), 'is AssociationEvent ADD and commissions no packs'],
    [commissioningEvent({ bizStep: 'shipping' }), 'is ObjectEvent ADD and commissions no packs'],
    [
      commissioningEvent({ errorDeclaration: { declarationTime: '2026-11-22T08:00:00Z' } }),
      'declares an earlier event wrong and commissions no packs',
    ],
    [commissioningEvent({ ilmd: undefined }), 'has no lot number in its ILMD'],
    [
      commissioningEvent({ ilmd: { lotNumber: 'L', 'cbvmda:itemExpirationDate': '2028-05-31' } }),
      'has no lot number in its ILMD (its lotNumber stands in another namespace than urn:epcglobal:cbv:mda)',
    ],
    [commissioningEvent({ ilmd: { 'cbvmda:lotNumber': 'L' } }), 'has no expiry date in its ILMD'],
    [commissioningEvent({ ilmd: ilmd(['L', 'M']) }), 'names a lot number or an expiry date twice in its ILMD'],
    [
      commissioningEvent({ ilmd: ilmd('L', ['2028-05-31', '2028-06-30']) }),
      'names a lot number or an expiry date twice in its ILMD',
    ],
    [commissioningEvent({ ilmd: ilmd('a lot') }), 'has a lot number that has a character that GS1 does not allow'],
    [commissioningEvent({ ilmd: ilmd('L'.repeat(21)) }), 'has a lot number that must have at most 20 characters'],
    [
      commissioningEvent({ ilmd: ilmd('L', '2028-05-00') }),
      'has an expiry date with day 00, which new registrations may not have',
    ],
    [
      commissioningEvent({ ilmd: ilmd('L', '280500') }),
      'has an expiry date with day 00, which new registrations may not have',
    ],
    [commissioningEvent({ ilmd: ilmd('L', '280531') }), 'has an expiry that is no date written YYYY-MM-DD'],
    [commissioningEvent({ ilmd: ilmd('L', 280531) }), 'has an expiry that is no date written YYYY-MM-DD'],
    [commissioningEvent({ ilmd: ilmd('L', '2919-96-39') }), 'has an expiry date that does not exist'],
    [commissioningEvent({ epcList: [] }), 'names no serialised packs'],
    [commissioningEvent({ epcList: undefined, quantityList: [{ epcClass: 'urn:x:1' }] }), 'names no serialised packs'],
    [
      commissioningEvent({ epcList: ['urn:epc:id:sscc:9521321.0000000001'] }),
      'commissions containers only, which begin when they are filled',
    ],
    [
      commissioningEvent({ epcList: [...packs('1'), 'urn:epc:id:sgtin:9521321.1.1'] }),
      'names at epcList[1] no serialised pack: it must have 13 digits for its key',
    ],
    [
      commissioningEvent({ epcList: ['urn:epc:id:giai:9521321.1'] }),
      'names at epcList[0] no serialised pack: it is an EPC of a kind that is not read here',
    ],
    [
      commissioningEvent({ epcList: ['urn:epc:class:lgtin:9521321.012345.L'] }),
      'names at epcList[0] no serialised pack but a lgtin',
    ],
    [commissioningEvent({ epcList: packs('1', '2', '1') }), 'names the same pack twice, again at epcList[2]'],
  ])('%# %s', (event, reason) => {
    expect(reasonOf(event)).toBe(reason);
    expect(planOf(event).commissionings).toEqual([]);
  });

  it('names a pack that an earlier event commissions, whatever the lot: whole, so that nothing of it is applied', () => {
    const plan = planOf(commissioningEvent(), commissioningEvent({ epcList: packs('A9', 'A2'), ilmd: ilmd('LOT-8') }));
    expect(plan.notApplied).toEqual([
      { eventIndex: 1, reason: 'names at epcList[1] a pack that an event before it commissions' },
    ]);
    expect(plan.commissionings.map(({ serials }) => serials)).toEqual([['A1', 'A2']]);
  });

  it('gives a lot another expiry', () => {
    const plan = planOf(
      commissioningEvent(),
      commissioningEvent({ epcList: packs('A9'), ilmd: ilmd('LOT-7', '2029-01-31') }),
    );
    expect(plan.notApplied).toEqual([
      { eventIndex: 1, reason: 'gives a lot another expiry date than an event before it' },
    ]);
  });
});

describe('many packs in many lots', () => {
  const PACKS_A_LOT = 100;
  const lots = (count: number): EpcisEvent[] =>
    Array.from({ length: count }, (_, lot) => {
      const serials = Array.from({ length: PACKS_A_LOT }, (_each, pack) => `S${lot}P${pack}`);
      return eventOf(commissioningEvent({ epcList: packs(...serials), ilmd: ilmd(`L${lot}`) }));
    });

  it('are planned by the hundred thousand', () => {
    const { commissionings, notApplied } = planCommissionings(lots(3_000));
    expect(notApplied).toEqual([]);
    expect(commissionings).toHaveLength(3_000);
    expect(commissionings.every(({ serials }) => serials.length === PACKS_A_LOT)).toBe(true);
  });

  it('may stand in one event', () => {
    const serials = Array.from({ length: 200_000 }, (_, pack) => `S${pack}`);
    expect(
      planOf(commissioningEvent({ epcList: serials.flatMap((one) => packs(one)) })).commissionings[0]?.serials,
    ).toEqual(serials);
  });

  it('are read as often each as few are: what stands before an event makes it no dearer', () => {
    let reads = 0;
    const counted = (event: EpcisEvent): EpcisEvent => {
      if (event.type !== 'ObjectEvent') throw new Error('only object events commission');
      const get = (list: string[], name: string | symbol): unknown => {
        reads += 1;
        return Reflect.get(list, name);
      };
      return { ...event, epcList: new Proxy(event.epcList ?? [], { get }) };
    };
    const readsOf = (count: number): number => {
      reads = 0;
      expect(planCommissionings(lots(count).map(counted)).commissionings).toHaveLength(count);
      return reads;
    };
    const few = readsOf(10);
    expect(few).toBeGreaterThanOrEqual(10 * PACKS_A_LOT);
    expect(readsOf(200)).toBe(20 * few);
  });
});

describe('one event with very many packs', () => {
  const eventOf = (epcList: readonly string[]): EpcisEvent => {
    const result = readEvent(fromJsonLd(commissioningEvent({ epcList }), GS1_PREFIXES), 'json-ld');
    if (!result.ok) throw new Error(JSON.stringify(result.faults));
    return result.event;
  };
  const many = packs(...Array.from({ length: 40_000 }, (_, number) => `S${number}`));

  it('is taken with pauses, never many packs between two, and as it is without them', () => {
    const collector = commissioningCollector();
    const turns = collector.addInTurns(eventOf(many), 0);
    let pauses = 0;
    let turn = turns.next();
    for (; turn.done !== true; turn = turns.next()) pauses += 1;
    expect(turn.value).toBeUndefined();
    // Each pack is read, and filed.
    expect(pauses).toBeGreaterThanOrEqual(20);
    expect(collector.plan()).toEqual(planCommissionings([eventOf(many)]));
  });

  it('and one of them twice takes none of them', () => {
    const collector = commissioningCollector();
    expect(collector.add(eventOf([...many, ...packs('S0')]), 0)).toBe(
      'names the same pack twice, again at epcList[40000]',
    );
    expect(collector.add(eventOf(many), 1)).toBeUndefined();
  });
});

import { associationEvent, commissioningEvent, packingEvent, packs, transactionEvent } from '../fixtures/events';
import { fromJsonLd, GS1_PREFIXES } from '../json-ld';
import { readEvent } from '../read-event';
import { effectOf } from './effect-of';

const CASE = 'urn:epc:id:sscc:9521321.0000000001';
const SSCC = '095213210000000018';
const SHOP = 'urn:epc:id:sgln:9521321.00002.0';
const PARTY = 'urn:epc:id:pgln:9521321.00001';
const destinations = (...list: readonly (readonly [type: string, destination: string])[]) => ({
  destinationList: list.map(([type, destination]) => ({ type, destination })),
});
const objectEvent = (changes: Record<string, unknown>) =>
  commissioningEvent({ action: 'OBSERVE', ilmd: undefined, disposition: undefined, epcList: [CASE], ...changes });

/** The effect of an event in the standard's JSON form. */
function effect(raw: Record<string, unknown>) {
  const result = readEvent(fromJsonLd(raw, GS1_PREFIXES), 'json-ld');
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return effectOf(result.event);
}

describe('what an event asks of the ledger', () => {
  it.each([
    ['commissioning', commissioningEvent(), { kind: 'commission' }],
    ['commissioning with its case', commissioningEvent({ epcList: [CASE, ...packs('A1')] }), { kind: 'commission' }],
    ['commissioning a case', commissioningEvent({ epcList: [CASE], ilmd: undefined }), { kind: 'none' }],
    ['packing packs', packingEvent(), { kind: 'pack', parent: SSCC, packs: [{ serial: 'A1' }, { serial: 'A2' }] }],
    ['packing cases', packingEvent({ childEPCs: ['urn:epc:id:sscc:9521321.0000000002'] }), { kind: 'pack', packs: [] }],
    ['unpacking', packingEvent({ action: 'DELETE', bizStep: 'unpacking' }), { kind: 'unpack', packs: [{}, {}] }],
    ['unpacking all', packingEvent({ action: 'DELETE', childEPCs: undefined }), { kind: 'unpack', packs: [] }],
    ['looking at a case', packingEvent({ action: 'OBSERVE', bizStep: 'inspecting' }), { kind: 'none' }],
    [
      'shipping to a place',
      objectEvent({ bizStep: 'shipping', ...destinations(['owning_party', PARTY], ['location', SHOP]) }),
      { kind: 'ship', to: '9521321000025', isReturn: false, containers: [SSCC] },
    ],
    [
      'shipping to a party',
      objectEvent({ bizStep: 'shipping', ...destinations(['owning_party', PARTY]) }),
      { kind: 'ship', to: '9521321000018' },
    ],
    [
      'sending back',
      objectEvent({ bizStep: 'shipping', disposition: 'returned', ...destinations(['location', SHOP]) }),
      { kind: 'ship', isReturn: true },
    ],
    ['void shipping', objectEvent({ bizStep: 'void_shipping' }), { kind: 'void', containers: [SSCC] }],
    ['receiving', objectEvent({ bizStep: 'receiving' }), { kind: 'receive', containers: [SSCC] }],
    ['dispensing', objectEvent({ bizStep: 'dispensing', epcList: packs('A1') }), { kind: 'supply', packs: [{}] }],
    ['decommissioning', objectEvent({ bizStep: 'decommissioning' }), { kind: 'decommission', state: 'checked-out' }],
    [
      'decommissioning what was stolen',
      objectEvent({ bizStep: 'decommissioning', disposition: 'stolen' }),
      { kind: 'decommission', state: 'stolen' },
    ],
    ['destroying', objectEvent({ bizStep: 'destroying' }), { kind: 'decommission', state: 'destroyed' }],
    ['storing', objectEvent({ bizStep: 'storing' }), { kind: 'none' }],
    ['a transaction', transactionEvent(), { kind: 'none' }],
    ['an association', associationEvent(), { kind: 'none' }],
  ])('of %s', (_, raw, expected) => {
    expect(effect(raw)).toMatchObject({ ok: true, effect: expected });
  });

  it.each([
    ['shipping nowhere', objectEvent({ bizStep: 'shipping' }), 'no destination'],
    [
      'shipping to what has no GLN',
      objectEvent({ bizStep: 'shipping', ...destinations(['location', 'https://example.com/shop']) }),
      'no destination',
    ],
    [
      'receiving a reusable crate',
      objectEvent({ bizStep: 'receiving', epcList: ['urn:epc:id:grai:9521321.12345.400'] }),
      'epcList[0]',
    ],
    [
      'receiving a quantity',
      objectEvent({
        bizStep: 'receiving',
        epcList: undefined,
        quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521321.012345.L1' }],
      }),
      'classes',
    ],
    ['packing onto a crate', packingEvent({ parentID: 'urn:epc:id:grai:9521321.12345.400' }), 'parentID'],
  ])('cannot be applied when it is %s', (_, raw, reason) => {
    expect(effect(raw)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });
});

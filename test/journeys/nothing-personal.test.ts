/** A lot's way from its maker to a patient, its recall and its events leave no name and no serial in any block. */
import { consortium } from '../../chaincode/src/fixtures/consortium';
import { type ScannedBlock, scanBlocks } from '../fixtures/block-scan';
import { CustodyJourney } from '../fixtures/custody-journey';
import { writtenDocument } from '../fixtures/epcis-events/written-documents';
import { CONTENT_TYPES } from '../fixtures/epcis-generator';
import { dataMatrix } from '../fixtures/pack-scans';
import { product } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

jest.setTimeout(120_000);

const LOT = 'HUSH-1';
/** Wherever a person might be named: who scanned, who received, who asks, who signed the paper. */
const NAMES = ['Elin Sandberg', 'Åsa Öberg', 'elin.sandberg@pharmacy.example', '+46 70 123 45 67'];
const SERIALS = ['HUSH-1.0', 'HUSH-1.3', 'HUSH-9.0'];
/** Free text of a recall is for everybody, and stands on the ledger. */
const RECALL_REASON = 'Particles of glass';

let journey: CustodyJourney;
beforeAll(async () => {
  journey = await CustodyJourney.start();
}, 240_000);
afterAll(() => journey.drugs.stop(), 30_000);

/** Every block of every channel. */
async function allBlocks(): Promise<ScannedBlock[]> {
  const { ledger } = journey.drugs.contracts;
  const blocks: ScannedBlock[] = [];
  for (const { name } of consortium.channels) {
    const until = new AbortController();
    const height = ledger.height(name);
    if (height === 0n) continue;
    for await (const { channel, number, bytes } of ledger.blocks(name, 0n, until.signal)) {
      blocks.push({ channel, number, bytes });
      if (number === height - 1n) break;
    }
    until.abort();
  }
  return blocks;
}

/** An event whose capturer wrote down who did it, in fields of their own. */
async function captureNamed(): Promise<void> {
  const event = {
    ...{ type: 'ObjectEvent', eventTime: '2026-11-20T08:00:00.000Z', eventTimeZoneOffset: '+01:00' },
    ...{ action: 'ADD', bizStep: 'commissioning', readPoint: { id: 'https://id.gs1.org/414/9521104000013' } },
    epcList: [`https://id.gs1.org/01/${product.gtin}/21/${SERIALS[2]}`],
    ilmd: { 'mda:lotNumber': 'HUSH-9', 'mda:itemExpirationDate': '2028-06-30' },
    'example:operator': NAMES[0],
    'example:witness': NAMES[1],
    'example:contact': NAMES.slice(2).join(' '),
  };
  const form = 'epcis-2.0-json-ld';
  await journey
    .at('manufacturer')
    .post('/epcis/capture')
    .set('Content-Type', CONTENT_TYPES[form])
    .send(writtenDocument(form, [event]))
    .expect(202);
  const anchored = async () => (await journey.seen('manufacturer', '/v1/captured-events')).items[0];
  await eventually(anchored, (shown) => shown?.state === 'applied');
}

it('holds for all that the journey wrote', async () => {
  await journey.toPharmacy(LOT, 1);
  const scan = dataMatrix({ lot: LOT, serial: SERIALS[0]! });
  expect((await journey.post('pharmacy', '/v1/packs/verify', { scan })).status).toBe(200);
  expect((await journey.post('pharmacy', '/v1/packs/supply', { scan, handedOver: true })).status).toBe(200);
  await captureNamed();
  const recall = {
    ...{ gtin: product.gtin, kind: 'recall', lots: [LOT], class: 'II', depth: 'pharmacy' },
    ...{ reason: RECALL_REASON, instructions: 'Set apart and send back' },
  };
  expect((await journey.post('manufacturer', '/v1/recalls', recall)).status).toBe(201);

  const blocks = await allBlocks();
  expect(blocks.length).toBeGreaterThan(10);
  expect(scanBlocks(blocks, [...NAMES, ...SERIALS])).toEqual([]);
  // That the very same scan sees what these blocks do hold: public words, and a GTIN among arguments.
  const shown = new Set(scanBlocks(blocks, [RECALL_REASON, product.gtin, LOT]).map(({ text }) => text));
  expect(shown).toEqual(new Set([RECALL_REASON, product.gtin, LOT]));
});

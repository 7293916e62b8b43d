/** A label that this gateway draws is read by another decoder, and what it reads is the very pack. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkDigit, parseScan } from '@theriac/domain/gs1';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { gtins, text20 } from '../../domain/src/gs1/fixtures/arbitraries';
import type { Response } from 'supertest';
import { SupplyConsortium } from '../fixtures/supply-consortium';

// Without its binary given it would be loaded from elsewhere.
const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

interface Pack {
  readonly gtin: string;
  readonly lot: string;
  readonly serial: string;
  readonly expiry: string;
}

/** A picture, four bytes a pixel. */
interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace: 'srgb';
}

const PACK = { gtin: '09521104012344', lot: 'DEMO-1', serial: 'PACK0001', expiry: '2028-06-30' };

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('pharmacy');
}, 120_000);
afterAll(() => drugs.stop(), 30_000);

function label(asked: Record<string, string>, role = 'pharmacist') {
  const path = `/v1/packs/label?${new URLSearchParams(asked).toString()}`;
  // Whatever the media type, the bytes as they come.
  return drugs.as('pharmacy', role).get(path).buffer(true).parse(bytes);
}

/** What the decoder sees on a picture. */
async function decoded(picture: Buffer | Pixels) {
  const [found, ...others] = await readBarcodes(picture, { formats: ['DataMatrix'], textMode: 'Plain' });
  expect(others).toEqual([]);
  return found!;
}

describe('the label of a pack', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2070-12-31'), noInvalidDate: true });
  const packs: fc.Arbitrary<Pack> = fc.record({
    ...{ gtin: gtins, lot: text20, serial: text20 },
    expiry: day.map((date) => date.toISOString().slice(0, 10)),
  });

  it('is a GS1 DataMatrix that reads as that pack, whatever its characters and lengths', async () => {
    await fc.assert(
      fc.asyncProperty(packs, fc.integer({ min: 1, max: 4 }), async (pack, scale) => {
        const { status, body, headers } = await label({ ...pack, format: 'png', scale: String(scale) });
        expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'image/png' });
        const { symbologyIdentifier, text, format } = await decoded(body as Buffer);
        expect({ symbologyIdentifier, format }).toEqual({ symbologyIdentifier: ']d2', format: 'DataMatrix' });
        const result = parseScan(symbologyIdentifier + text, { currentYear: new Date().getUTCFullYear() });
        if (!result.ok) throw new Error('the code is no scan');
        const { gtin, lot, serial, expiry } = result.scan;
        expect({ gtin, lot, serial, expiry: expiry?.date }).toEqual(pack);
      }),
      {
        numRuns: 60,
        examples: [
          [{ ...PACK, lot: '1', serial: '10' }, 1],
          [{ ...PACK, lot: '(21)1(17)', serial: '21(10)280630' }, 1],
          [{ ...PACK, lot: `<&"'>%`, serial: '0'.repeat(20) }, 2],
          [{ ...PACK, lot: 'A'.repeat(20), serial: 'a/b_?'.repeat(4) }, 3],
        ],
      },
    );
  }, 120_000);

  it('as SVG has the same symbol in vectors, a white ground, and its fields as text', async () => {
    const { status, body, headers } = await label({ ...PACK, lot: 'A<&1' });
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'image/svg+xml' });
    const svg = (body as Buffer).toString();
    expect(svg).toContain('<title>(01) 09521104012344 (17) 280630 (10) A&lt;&amp;1 (21) PACK0001</title>');
    expect(svg).toContain('fill="#FFFFFF"');
    expect(await decoded(rastered(svg))).toMatchObject({ text: `010952110401234417280630` + '10A<&1\u001d21PACK0001' });
  });

  it('grows with its scale', async () => {
    const width = async (scale: string) =>
      ((await label({ ...PACK, format: 'png', scale })).body as Buffer).readUInt32BE(16);
    expect(await width('6')).toBeGreaterThan(1.8 * (await width('3')));
  });
});

describe('what is no label', () => {
  it.each([
    ['a wrong check digit', { gtin: `0952110401234${(Number(checkDigit('0952110401234')) + 1) % 10}` }, 'gtin'],
    ['no GTIN-14', { gtin: '9521104012344' }, 'gtin'],
    ['a lot with a sign that GS1 does not have', { lot: 'A^FNC1B' }, 'lot'],
    ['a serial that is too long', { serial: 'x'.repeat(21) }, 'serial'],
    ['an empty serial', { serial: '' }, 'serial'],
    ['a day that does not exist', { expiry: '2027-02-29' }, 'expiry'],
    ['a date as codes write it', { expiry: '280630' }, 'expiry'],
    ['a year that two digits cannot say', { expiry: '2128-06-30' }, 'expiry'],
    ['another format', { format: 'gif' }, 'format'],
    ['a scale of nothing', { scale: '0' }, 'scale'],
    ['a scale for a wall', { scale: '999999' }, 'scale'],
    ['a field that labels do not have', { colour: 'red' }, 'colour'],
  ])('%s is 400, with field and rule', async (_, change, field) => {
    const { status, body } = await label({ ...PACK, ...change });
    expect(status).toBe(400);
    expect(JSON.parse((body as Buffer).toString())).toMatchObject({
      code: 'INVALID_INPUT',
      faults: expect.arrayContaining([{ field, rule: expect.stringMatching(/\w{2}/) }]),
    });
  });

  it('is nothing for patients, and no text', async () => {
    expect((await label(PACK, 'patient')).status).toBe(403);
    expect((await label(PACK).set('Accept', 'text/plain')).status).toBe(406);
  });
});

/** An answer's bytes, whatever its media type. */
function bytes(response: Response, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  response.on('data', (piece: Buffer) => pieces.push(piece));
  response.on('end', () => {
    done(null, Buffer.concat(pieces));
  });
}

/** The symbol of an SVG as pixels: its polygons, of which one inside another is a hole. */
function rastered(svg: string): Pixels {
  const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
  const [, path = ''] = /<path d="(M[ML\d. Z]+)"/.exec(svg)!;
  const polygons = path.split('Z').map((one) => [...one.matchAll(/([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [+x!, +y!]));
  const edges = polygons.flatMap((points) =>
    points.map((point, index) => [point, points[(index + 1) % points.length]!] as [number[], number[]]),
  );
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      // Edges are upright or level: only upright ones lie to the right of a pixel.
      const crossed = edges.filter(
        ([[x0, y0], [x1, y1]]) => x0 === x1 && x0! > x && Math.min(y0!, y1!) <= y && y < Math.max(y0!, y1!),
      );
      if (crossed.length % 2 === 1) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return { data, width, height, colorSpace: 'srgb' };
}

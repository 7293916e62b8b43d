/** EPCIS documents that this project did not write: every valid one is read, each refusal named with place and rule. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { planCommissionings } from '../../domain/src/epcis';
import { read, type Reading, told, XML } from '../../gateway-api/src/epcis/fixtures/documents';
import { hasPython, runPython, sourceDistributions } from './python-environment';

const describeWithPython = hasPython(9) ? describe : describe.skip;

/** The first run downloads packages. */
jest.setTimeout(300_000);

describeWithPython('the documents inside the source distribution of EParseCIS', () => {
  let folder = '';
  const fromArchive = async (name: string): Promise<Reading> =>
    read(readFileSync(join(folder, 'eparsecis-4.0.3/tests/data', name)), XML);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'theriac-eparsecis-'));
    const archive = join(await sourceDistributions(), 'eparsecis-4.0.3.tar.gz');
    await promisify(execFile)('tar', ['-xzf', archive, '-C', folder]);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('the valid one is read whole', async () => {
    const reading = await fromArchive('epcis.xml');
    expect(told(reading)).toEqual([]);
    expect(reading.end).toMatchObject({ isSound: true, format: 'epcis-1.2-xml', events: 4, refused: 0 });
    expect(reading.events.map(({ event }) => event.type)).toEqual([
      'ObjectEvent',
      'AggregationEvent',
      'TransactionEvent',
      'TransformationEvent',
    ]);
    const plan = planCommissionings(reading.events.map(({ event }) => event));
    expect(plan.commissionings).toMatchObject([{ lot: 'DL232', expiry: '2015-12-31', eventIndexes: [0] }]);
    expect(plan.commissionings[0]?.serials).toEqual(['1', '2', '3', '4', '5']);
  });

  it('the one of master data alone is refused as that', async () => {
    const reading = await fromArchive('mdd.xml');
    expect(told(reading)).toEqual([
      'document line 2, column 1: holds master data and no events: a capture takes an EPCISDocument',
    ]);
    expect(reading.end).toMatchObject({ isSound: false, events: 0 });
  });

  it('the one with impossible dates is refused at each of them', async () => {
    const reading = await fromArchive('no-cbv-namespace.xml');
    expect(reading.end).toMatchObject({ isSound: false, events: 0, refused: 6 });
    expect(told(reading).slice(0, 3)).toEqual([
      'document line 2, column 1: creationDate must be a moment that exists',
      'event line 24, column 9: eventTime must be a moment that exists',
      'event line 25, column 9: eventTimeZoneOffset must be an offset from UTC of at most 14 hours, such as +01:00',
    ]);
    const dated = reading.faults.filter(({ field }) => field === 'eventTime' || field === 'eventTimeZoneOffset');
    expect(new Set(dated.map(({ eventIndex }) => eventIndex)).size).toBe(6);
  });
});

interface Rendered {
  readonly name: string;
  readonly isValid: boolean;
  readonly events?: number;
  readonly field?: string;
}

describeWithPython('documents that EPCPyYes renders', () => {
  let folder = '';
  let rendered: readonly Rendered[] = [];
  const reading = ({ name }: Rendered): Promise<Reading> => read(readFileSync(join(folder, `${name}.xml`)), XML);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'theriac-epcpyyes-'));
    rendered = JSON.parse(await runPython('render_epcpyyes.py', [folder])) as readonly Rendered[];
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are more than twenty, and every valid one is read', async () => {
    const valid = rendered.filter(({ isValid }) => isValid);
    expect(valid.length).toBeGreaterThan(20);
    const read = await Promise.all(valid.map(async (each) => ({ each, result: await reading(each) })));
    expect(read.map(({ each: { name }, result }) => ({ name, told: told(result), ...result.end }))).toMatchObject(
      valid.map(({ name, events }) => ({ name, told: [], isSound: true, events, refused: 0 })),
    );
  });

  it('commission the packs that were told to EPCPyYes', async () => {
    const many = await reading({ name: 'commissioning-of-many', isValid: true });
    const [lot] = planCommissionings(many.events.map(({ event }) => event)).commissionings;
    expect(lot).toMatchObject({ gtin: '09521104012344', lot: 'LOT-7', expiry: '2029-10-31' });
    expect(lot?.serials).toEqual(Array.from({ length: 2000 }, (_, index) => String(1000 + index)));
    const two = await reading({ name: 'commissioning-of-two-lots', isValid: true });
    expect(planCommissionings(two.events.map(({ event }) => event)).commissionings).toHaveLength(2);
  });

  it('are each refused at the field of their mistake, with line and column', async () => {
    const wrong = rendered.filter(({ isValid }) => !isValid);
    expect(wrong.length).toBeGreaterThan(8);
    for (const each of wrong) {
      const { faults, events } = await reading(each);
      expect({ name: each.name, field: faults[0]?.field }).toEqual({ name: each.name, field: each.field });
      expect(faults[0]?.place).toMatch(/^line \d+, column \d+$/);
      expect(faults[0]?.rule).toMatch(/^(?:must|has|is) /);
      if (faults[0]?.scope === 'event') expect(events).toEqual([]);
    }
  });
});

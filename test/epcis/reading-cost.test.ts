/** What a document of nearly 20 MB costs a gateway: memory and the processor, measured in a process of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DocumentForm } from '../fixtures/epcis-generator';
import type { ReadingCost } from './reading.driver';

const ROOT = join(__dirname, '../..');
const RUNNER = join(ROOT, 'test/network/typescript-child.cjs');

async function costOf(form: DocumentForm, packs: number, lots: number): Promise<ReadingCost> {
  const args = ['--conditions=source', '--require', RUNNER, join(__dirname, 'reading.driver.ts')];
  const { stdout } = await promisify(execFile)(process.execPath, [...args, form, String(packs), String(lots)]);
  return JSON.parse(stdout) as ReadingCost;
}

describe('reading a document of nearly 20 MB', () => {
  it.each([
    ['epcis-1.2-xml', 310_000, 1],
    ['epcis-2.0-xml', 300_000, 30],
    ['epcis-2.0-json-ld', 420_000, 1],
  ] as const)(
    '%s with %i packs in %i lots stays far below 512 MB',
    async (form, packs, lots) => {
      const cost = await costOf(form, packs, lots);
      expect(cost).toMatchObject({ packs, lots, faults: 0 });
      expect(cost.documentMegabytes).toBeGreaterThan(18);
      expect(cost.peakMegabytes).toBeLessThan(448);
      expect(cost.processorSeconds).toBeLessThan(15);
    },
    120_000,
  );
});

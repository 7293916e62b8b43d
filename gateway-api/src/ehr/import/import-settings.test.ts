/** A custodian's setting of its imports, from its file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_IMPORT_SETTINGS, readImportSettings } from './import-settings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-imports-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function written(text: string): string {
  const file = join(folder, 'imports.json');
  writeFileSync(file, text);
  return file;
}

it('adds to what there is without a file', () => {
  const departments = [{ identifier: 'Organization/psychiatry', sensitivities: ['PSY'] }];
  const text = JSON.stringify({ ownSources: ['his'], labels: { departments, authors: [], codes: [] } });
  expect(readImportSettings(written(text))).toEqual({
    ...{ recordNumberSystems: [], ownSources: ['his'] },
    labels: { departments, authors: [], codes: [] },
  });
  expect(readImportSettings(undefined)).toBe(NO_IMPORT_SETTINGS);
});

it.each([['{"labels":{"departments":[{"identifier":"x","sensitivities":["SECRET"]}]}}'], ['{"own":[]}'], ['no json']])(
  '%# keeps the gateway from starting',
  (text) => {
    expect(() => readImportSettings(written(text))).toThrow('THERIAC_IMPORT_SETTINGS_FILE');
  },
);

it('is missed when it is named and not there', () => {
  expect(() => readImportSettings(join(folder, 'none.json'))).toThrow('THERIAC_IMPORT_SETTINGS_FILE');
});

import { cpSync, mkdtempSync, rmSync, appendFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTopology } from '../topology';
import { buildKey } from './build-key';
import { FABRIC, FABRIC_CA } from './releases';

const source = { modules: [FABRIC, FABRIC_CA], platform: 'linux', architecture: 'x64' };

describe('the name of a build', () => {
  it('tells releases, platform and Go', () => {
    expect(buildKey(source, 'go1.26.8')).toMatch(/^3\.1\.1-1\.5\.15-[0-9a-f]{12}-linux-x64-go1\.26\.8$/);
  });

  it('changes with each thing that could change a binary', () => {
    const folder = mkdtempSync(join(tmpdir(), 'theriac-key-'));
    try {
      cpSync(FABRIC.folder, folder, { recursive: true });
      const copy = { ...FABRIC, folder };
      const before = buildKey({ ...source, modules: [copy, FABRIC_CA] }, 'go1.26.8');
      expect(before).toBe(buildKey(source, 'go1.26.8'));
      appendFileSync(join(folder, 'go.sum'), 'github.com/one/more v1.0.0 h1:\n');

      const names = [
        before,
        buildKey({ ...source, modules: [copy, FABRIC_CA] }, 'go1.26.8'),
        buildKey({ ...source, modules: [{ ...FABRIC, linkerFlags: '-s' }, FABRIC_CA] }, 'go1.26.8'),
        buildKey({ ...source, modules: [{ ...FABRIC, cgo: true }, FABRIC_CA] }, 'go1.26.8'),
        buildKey({ ...source, architecture: 'arm64' }, 'go1.26.8'),
        buildKey(source, 'go1.26.9'),
      ];
      expect(new Set(names).size).toBe(names.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has the releases that the topology names', () => {
    expect(loadTopology().fabric).toEqual({ core: FABRIC.release, ca: FABRIC_CA.release });
  });
});

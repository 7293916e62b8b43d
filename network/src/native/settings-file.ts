/** Writes Fabric's configuration files: the release's own sample with our settings laid over it. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** Settings by dotted path, such as `peer.gossip.pullInterval`. */
export type Settings = Readonly<Record<string, unknown>>;

/**
 * Writes `<folder>/<file>` from the sample of the same name.
 * @throws {Error} when the sample does not know a setting, be it commented out: Fabric ignores unknown names silently,
 *   so a name that a release has dropped must stop us here.
 */
export function writeSettings(sampleConfig: string, file: string, folder: string, settings: Settings): void {
  const sample = readFileSync(join(sampleConfig, file), 'utf8');
  const document = parseDocument(sample);
  for (const [name, value] of Object.entries(settings)) {
    const path = name.split('.');
    if (!document.hasIn(path.slice(0, -1)) || !mentions(sample, path.at(-1) ?? ''))
      throw new Error(`${file} of this release has no setting ${name}`);
    document.setIn(path, document.createNode(value));
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, file), document.toString(), { mode: 0o600 });
}

function mentions(sample: string, key: string): boolean {
  return new RegExp(`^[ \\t#]*${key}:`, 'm').test(sample);
}

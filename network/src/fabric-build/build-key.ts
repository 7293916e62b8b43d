/** Names the cache's folder of a build: whatever could change a binary changes the name. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PinnedModule } from './releases';

/** What a build is made from, apart from the Go release. */
export interface BuildSource {
  readonly modules: readonly PinnedModule[];
  /** As `process.platform` and `process.arch`. */
  readonly platform: string;
  readonly architecture: string;
}

/** Such as `3.1.1-1.5.15-0f3a91c27be4-linux-x64-`: all of the name but the Go release. */
export function buildKeyPrefix({ modules, platform, architecture }: BuildSource): string {
  const releases = modules.map((module) => module.release).join('-');
  return `${releases}-${sourceDigest(modules)}-${platform}-${architecture}-`;
}

/** The folder's name for a build with this Go, such as `go1.26.8`. */
export function buildKey(source: BuildSource, goVersion: string): string {
  return buildKeyPrefix(source) + goVersion;
}

/** Twelve hex digits over the pinned modules and how they are linked. */
function sourceDigest(modules: readonly PinnedModule[]): string {
  const hash = createHash('sha256');
  for (const module of modules) {
    hash.update(JSON.stringify([module.path, module.commands, module.cgo, module.linkerFlags]));
    for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(module.folder, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

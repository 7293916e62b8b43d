/** Gives Fabric's binaries: from the cache when they were built before, otherwise built once from the pinned modules. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildKey, buildKeyPrefix, type BuildSource } from './build-key';
import { withBuildLock } from './build-lock';
import { cacheFolder } from './cache-folder';
import { buildCommand, UNFINISHED } from './go-build';
import { downloadModules, moduleSources } from './go-modules';
import { withProgress, type Report } from './progress-line';
import { FABRIC, FABRIC_CA, type PinnedModule } from './releases';
import { findGo, requireCCompiler, requireGo } from './toolchain';

/** Where everything of Fabric lies; all paths are absolute. */
export interface FabricBinaries {
  /** The folder of this build in the cache. */
  readonly folder: string;
  readonly peer: string;
  readonly orderer: string;
  readonly configtxgen: string;
  readonly configtxlator: string;
  readonly osnadmin: string;
  readonly fabricCaServer: string;
  /** Holds the release's own core.yaml and orderer.yaml, to start a configuration from. */
  readonly sampleConfig: string;
}

/** How to go about it. */
export interface EnsureFabricOptions {
  readonly report: Report;
  /** The cache, when it is not the usual one. */
  readonly cache?: string;
}

const MODULES = [FABRIC, FABRIC_CA] as const;
const SAMPLES = ['core.yaml', 'orderer.yaml'] as const;
const SOURCE: BuildSource = { modules: MODULES, platform: process.platform, architecture: process.arch };

/**
 * Fabric's binaries, built when they are missing (minutes; the next time nothing). Several processes may ask at once:
 * one builds. A build that was killed goes on where it was.
 * @throws {MissingToolError} when a build is needed and Go or a C compiler is missing or too old.
 * @throws {CommandError} when a download or a compilation fails.
 */
export async function ensureFabric({ report, cache = cacheFolder() }: EnsureFabricOptions): Promise<FabricBinaries> {
  const builds = join(cache, 'fabric');
  const go = await findGo();
  // Without Go a build by whatever Go serves as well.
  const ready = completeBuilds(builds).find((name) => go === undefined || name === buildKey(SOURCE, go.name));
  if (ready !== undefined) return binariesIn(join(builds, ready));

  const folder = join(builds, buildKey(SOURCE, requireGo(go).name));
  await requireCCompiler();
  await withBuildLock(folder, () => build(folder, report), sayOnceWhoBuilds(report));
  return binariesIn(folder);
}

/** Builds of the pinned modules for this platform that lack nothing, the newest Go last named first. */
function completeBuilds(builds: string): string[] {
  if (!existsSync(builds)) return [];
  return readdirSync(builds)
    .filter((name) => name.startsWith(buildKeyPrefix(SOURCE)) && isComplete(binariesIn(join(builds, name))))
    .sort()
    .reverse();
}

function isComplete({ folder: _folder, sampleConfig, ...binaries }: FabricBinaries): boolean {
  const files = [...Object.values(binaries), ...SAMPLES.map((sample) => join(sampleConfig, sample))];
  return files.every((file) => existsSync(file));
}

async function build(folder: string, report: Report): Promise<void> {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  clearUnfinished(join(folder, 'bin'));
  for (const module of MODULES) {
    const missing = module.commands.filter((command) => !existsSync(join(folder, 'bin', command)));
    if (missing.length === 0) continue;
    await download(module, report);
    for (const command of missing) await compile(module, command, folder, report);
  }
  await copySamples(folder);
}

/** What a build that was killed left; nobody else builds here now. */
function clearUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith(UNFINISHED)) rmSync(join(folder, name));
  }
}

async function download(module: PinnedModule, report: Report): Promise<void> {
  let progress = 'asking for';
  report(`${module.title}: downloading its Go modules`);
  await withProgress(
    report,
    (seconds) => `${module.title}: ${progress} modules, ${seconds} s`,
    () =>
      downloadModules(module, (here, all) => {
        progress = `${here} of ${all}`;
      }),
  );
}

async function compile(module: PinnedModule, command: string, folder: string, report: Report): Promise<void> {
  let progress = 'looking up its packages';
  report(`${module.title}: building ${command}`);
  await withProgress(
    report,
    (seconds) => `${module.title}: building ${command}, ${progress}, ${seconds} s`,
    () =>
      buildCommand(module, command, join(folder, 'bin', command), ({ compiled, all }) => {
        progress = `${compiled} of its ${all} packages compiled`;
      }),
  );
}

/** The release's sample configuration, kept beside the binaries so that a later start needs no Go. */
async function copySamples(folder: string): Promise<void> {
  const sources = join(await moduleSources(FABRIC), 'sampleconfig');
  const samples = join(folder, 'config');
  mkdirSync(samples, { recursive: true });
  for (const sample of SAMPLES) {
    const unfinished = join(samples, sample + UNFINISHED);
    copyFileSync(join(sources, sample), unfinished);
    renameSync(unfinished, join(samples, sample));
  }
}

function binariesIn(folder: string): FabricBinaries {
  const binary = (name: string): string => join(folder, 'bin', name);
  return {
    folder,
    peer: binary('peer'),
    orderer: binary('orderer'),
    configtxgen: binary('configtxgen'),
    configtxlator: binary('configtxlator'),
    osnadmin: binary('osnadmin'),
    fabricCaServer: binary('fabric-ca-server'),
    sampleConfig: join(folder, 'config'),
  };
}

function sayOnceWhoBuilds(report: Report): (holder: { readonly pid: number }) => void {
  let said: number | undefined;
  return ({ pid }) => {
    if (said === pid) return;
    said = pid;
    report(`Fabric is being built by process ${pid}; waiting for it`);
  };
}

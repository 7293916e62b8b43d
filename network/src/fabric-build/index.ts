/** Fabric's binaries, built once from pinned sources. */
export { cacheFolder } from './cache-folder';
export { ensureFabric, type EnsureFabricOptions, type FabricBinaries } from './ensure-fabric';
export { type Report } from './progress-line';
export { CommandError } from './run-command';
export { MissingToolError } from './toolchain';

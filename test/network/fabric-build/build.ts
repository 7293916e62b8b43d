/** Builds Fabric into a cache in a process that a test may kill: build.ts CACHE */
import { ensureFabric } from '../../../network/src/fabric-build';

const [, , cache = ''] = process.argv;

void ensureFabric({ cache, report: (line) => process.stdout.write(`${line}\n`) });

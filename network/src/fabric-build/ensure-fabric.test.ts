import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildKey } from './build-key';
import { ensureFabric } from './ensure-fabric';
import { FABRIC, FABRIC_CA } from './releases';
import { MissingToolError } from './toolchain';

const path = process.env.PATH;
let folder: string;
let tools: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-build-'));
  tools = join(folder, 'tools');
  cache = join(folder, 'cache');
  mkdirSync(tools);
  for (const shell of ['sh', 'cat']) symlinkSync(`/bin/${shell}`, join(tools, shell));
  // The machine as it would be with nothing but these tools.
  process.env.PATH = tools;
});

afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

function install(tool: string, script: string): void {
  writeFileSync(join(tools, tool), `#!/bin/sh\n${script}\n`);
  chmodSync(join(tools, tool), 0o755);
}

/** A cache in which everything lies that a build by this Go would have left. */
function built(goVersion: string): string {
  const name = buildKey(
    { modules: [FABRIC, FABRIC_CA], platform: process.platform, architecture: process.arch },
    goVersion,
  );
  for (const file of [...FABRIC.commands, ...FABRIC_CA.commands].map((command) => `bin/${command}`)) {
    mkdirSync(join(cache, 'fabric', name, 'bin'), { recursive: true });
    writeFileSync(join(cache, 'fabric', name, file), '');
  }
  mkdirSync(join(cache, 'fabric', name, 'config'));
  for (const sample of ['core.yaml', 'orderer.yaml']) writeFileSync(join(cache, 'fabric', name, 'config', sample), '');
  return join(cache, 'fabric', name);
}

const ensure = (): ReturnType<typeof ensureFabric> => ensureFabric({ report: () => undefined, cache });

/** Said before anything was begun. */
async function expectRefusal(...parts: RegExp[]): Promise<void> {
  const refusal: unknown = await ensure().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(MissingToolError);
  for (const part of parts) expect((refusal as Error).message).toMatch(part);
  expect(readdirSync(folder)).toEqual(['tools']);
}

describe('without what a build needs', () => {
  it('says that Go is missing, and how it is installed', async () => {
    await expectRefusal(/Go 1\.25 or later is needed.*no `go` is on the PATH/, /Install it with:\n {2}\S+/);
  });

  it('says that Go is too old, and which it is', async () => {
    install('go', 'echo go version go1.24.9 linux/amd64');
    await expectRefusal(/Go 1\.25 or later is needed.*this is go1\.24\.9/, /Install it with/);
  });

  it('says that there is no C compiler', async () => {
    install('go', 'if [ "$1" = version ]; then echo go version go1.26.8 linux/amd64; else echo no-such-cc; fi');
    await expectRefusal(
      /C compiler .* is needed to build Fabric CA, and `no-such-cc` does not work/,
      /Install it with/,
    );
  });

  it('says that the C compiler lacks the headers', async () => {
    install('go', 'if [ "$1" = version ]; then echo go version go1.26.8 linux/amd64; else echo half-cc; fi');
    install('half-cc', 'cat > /dev/null; echo "stdlib.h: No such file or directory" >&2; exit 1');
    await expectRefusal(/`half-cc` does not work: .*stdlib\.h/, /Install it with/);
  });
});

describe('with a build in the cache', () => {
  it('takes that of the installed Go', async () => {
    install('go', 'echo go version go1.26.8 linux/amd64');
    built('go1.25.3');
    const own = built('go1.26.8');
    expect(await ensure()).toMatchObject({
      folder: own,
      peer: join(own, 'bin', 'peer'),
      sampleConfig: join(own, 'config'),
    });
  });

  it('needs no Go at all', async () => {
    const any = built('go1.25.3');
    expect(await ensure()).toMatchObject({ folder: any });
  });

  it('does not take one that lacks a binary', async () => {
    rmSync(join(built('go1.25.3'), 'bin', 'osnadmin'));
    await expect(ensure()).rejects.toThrow(MissingToolError);
  });
});

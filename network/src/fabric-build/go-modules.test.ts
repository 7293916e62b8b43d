import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveOf, requiredModules } from './go-modules';
import { FABRIC, FABRIC_CA } from './releases';

describe('the modules that a go.mod requires', () => {
  it('are those of its require blocks and lines, and nothing else', () => {
    const goMod = [
      'module theriac.example/x',
      '',
      'go 1.25.0',
      '',
      'tool (',
      '\tgithub.com/hyperledger/fabric/cmd/peer',
      ')',
      'require github.com/one/module v1.0.0 // indirect',
      'require (',
      '\tgithub.com/Azure/go-ansiterm v0.0.0-20210617225240-d185dfc1b5a1 // indirect',
      '\tgopkg.in/yaml.v3 v3.0.1',
      ')',
      'replace (',
      '\tgithub.com/old/module v1.0.0 => github.com/new/module v1.0.1',
      ')',
    ].join('\n');

    expect(requiredModules(goMod)).toEqual([
      { path: 'github.com/one/module', version: 'v1.0.0' },
      { path: 'github.com/Azure/go-ansiterm', version: 'v0.0.0-20210617225240-d185dfc1b5a1' },
      { path: 'gopkg.in/yaml.v3', version: 'v3.0.1' },
    ]);
  });

  it.each([FABRIC, FABRIC_CA])('of $title name the module itself, with a digest in go.sum', (module) => {
    const file = (name: string): string => readFileSync(join(module.folder, name), 'utf8');
    const own = requiredModules(file('go.mod')).find(({ path }) => path === module.path);

    expect(file('go.sum')).toContain(`${module.path} ${own!.version} h1:`);
    for (const command of module.commands) expect(file('go.mod')).toContain(`${module.path}/cmd/${command}`);
  });

  it("lie in Go's cache with upper case escaped", () => {
    expect(archiveOf('/cache', { path: 'github.com/BurntSushi/toml', version: 'v1.0.0-RC1' })).toBe(
      '/cache/cache/download/github.com/!burnt!sushi/toml/@v/v1.0.0-!r!c1.zip',
    );
  });
});

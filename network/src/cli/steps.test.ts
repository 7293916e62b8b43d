import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stepRunner } from './steps';

describe('steps where no terminal is', () => {
  it('are lines: each detail, and each step when it is done', async () => {
    const lines: string[] = [];
    const write = (line: string): void => {
      lines.push(line);
    };
    const run = (say: (detail: string) => void): Promise<void> => {
      say('half of it');
      return Promise.resolve();
    };
    await stepRunner({ isTTY: false }, write)([{ title: 'Certificates are issued', run }]);
    expect(lines).toEqual(['  half of it', 'Certificates are issued (0.0 s)']);
  });
});

describe('steps on a terminal', () => {
  // A process of its own: the list draws on the terminal of the process that it runs in.
  const script = `
    Object.assign(process.stdout, { isTTY: true, columns: 80 });
    const { stepRunner } = await import(${JSON.stringify(pathToFileURL(join(__dirname, 'steps.ts')).href)});
    await stepRunner(process.stdout, () => undefined)([
      { title: 'Certificates are issued', run: async (say) => say('half of it') },
      { title: 'Peers are up', run: async () => { if (process.argv[1]) throw new Error(process.argv[1]); } },
    ]);`;
  const options = ['--input-type=module', '--eval', script];

  it('are a list with the time that each took', () => {
    const shown = execFileSync(process.execPath, options, { encoding: 'utf8', stdio: 'pipe' });
    expect(shown).toContain('Certificates are issued');
    expect(shown).toMatch(/Peers are up.*\d\.\d s/);
  });

  it('end with the first failure', () => {
    const ended = spawnSync(process.execPath, [...options, 'port 8151 is taken'], { encoding: 'utf8' });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toContain('Error: port 8151 is taken');
  });
});

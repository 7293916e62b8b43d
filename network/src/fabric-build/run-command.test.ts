import { CommandError, runCommand } from './run-command';

const node = (script: string): [string, string[]] => [process.execPath, ['-e', script]];

describe('a command', () => {
  it('gives what it printed, and its errors line by line as they come', async () => {
    const lines: string[] = [];
    const output = await runCommand(...node('console.error("one\\ntwo"); console.log("done")'), {
      onErrorLine: (line) => lines.push(line),
    });
    expect(output).toBe('done');
    expect(lines).toEqual(['one', 'two']);
  });

  it('that fails says how, with its last lines', async () => {
    const failing = runCommand(
      ...node('for (let i = 0; i < 99; i++) console.error("line " + i); process.exitCode = 3'),
    );
    await expect(failing).rejects.toThrow(CommandError);
    await expect(failing).rejects.toMatchObject({ code: 3, output: expect.stringMatching(/^line 69\n[^]*line 98$/) });
  });

  it('that does not exist says so', async () => {
    await expect(runCommand('theriac-no-such-command', [])).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('reads its input', async () => {
    await expect(runCommand('cat', [], { input: 'a\nb' })).resolves.toBe('a\nb');
  });
});

/** The steps of a test run: checks of the text, then jest's two projects, each ending in a count. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './command-step';
import { readJestReport } from './jest-results';
import { NOTHING, type Tally } from './tally';

/** A named part of a test run. */
export interface Step {
  readonly title: string;
  run(): Promise<Tally>;
}

/** A check by a tool counts as one test: its exit code tells. */
export function checkStep(title: string, args: readonly string[]): Step {
  return {
    title,
    run: async () => ((await runCommand({ args })) === 0 ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 }),
  };
}

/** One of jest's projects; names each skipped test, since a skip that nobody sees is a hole. */
export function jestStep(title: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Step {
  return {
    title,
    run: async () => {
      const folder = mkdtempSync(join(tmpdir(), 'theriac-jest-'));
      const file = join(folder, 'report.json');
      try {
        const code = await runCommand({
          args: ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, ...args],
          env: { CORE_CHAINCODE_LOGGING_LEVEL: 'critical', ...env },
        });
        const results = readJestReport(readFileSync(file, 'utf8'));
        for (const name of results.skippedNames) console.log(`skipped: ${name}`);
        // Jest also fails for what is no test's fault, such as coverage below the threshold.
        const unexplained = code !== 0 && results.failed === 0 ? 1 : 0;
        return { passed: results.passed, failed: results.failed + unexplained, skipped: results.skipped };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

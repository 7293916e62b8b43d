/** Reads jest's JSON report: counts, and each test that was skipped, by name. */
import { z } from 'zod';
import type { Tally } from './tally';

const reportSchema = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  numRuntimeErrorTestSuites: z.int(),
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** What one jest run reported. */
export interface JestResults extends Tally {
  /** Full names of the tests that did not run. */
  readonly skippedNames: readonly string[];
}

/** Parses a report; a test file that could not even load counts as one failure. */
export function readJestReport(text: string): JestResults {
  const report = reportSchema.parse(JSON.parse(text));
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    skippedNames: tests
      .filter(({ status }) => status === 'pending' || status === 'todo')
      .map(({ fullName }) => fullName),
  };
}

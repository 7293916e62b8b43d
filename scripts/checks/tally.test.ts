import { add, closingLine, NOTHING } from './tally';

test('the closing line names what was skipped only when something was', () => {
  const run = add({ passed: 3, failed: 0, skipped: 0 }, { passed: 1, failed: 2, skipped: 0 });
  expect(closingLine(add(NOTHING, run))).toBe('4 passed, 2 failed');
  expect(closingLine(add(run, { passed: 0, failed: 0, skipped: 1 }))).toBe('4 passed, 2 failed, 1 skipped');
});

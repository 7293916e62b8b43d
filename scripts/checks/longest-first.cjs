// Jest's order of test files: in a fresh clone it knows no times, and a long file that starts last keeps one core waiting.
const Sequencer = require('@jest/test-sequencer').default;

/** Files that take several seconds each, longest first. */
const LONGEST = [
  'test/journeys/epcis-chain.kills.test.ts',
  'test/journeys/packing.kills.test.ts',
  'test/journeys/registration.kills.test.ts',
  'test/ledger-cases/ledger-cases.test.ts',
  'test/journeys/epcis-chain.cases.test.ts',
  'test/journeys/epcis-chain.exceptions.test.ts',
  'test/journeys/epcis-chain.test.ts',
  'test/journeys/registration.test.ts',
  'test/journeys/verification.test.ts',
  'test/epcis/reading-cost.test.ts',
  'test/journeys/registration.capture.test.ts',
];

const rank = ({ path }) => {
  const at = LONGEST.findIndex((file) => path.replaceAll('\\', '/').endsWith(`/${file}`));
  return at < 0 ? LONGEST.length : at;
};

/** The long files first, then jest's own order: by the last run's times, or by size. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
};

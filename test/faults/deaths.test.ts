/** The draw of victims: repeatable, of every kind, of every process in the long run. */
import { drawDeaths, KINDS, kindOf, ROUND } from './deaths';

const MEMBERS = ['hospital', 'clinic', 'pharmacy'];
const PROCESSES = ['database', 'issuer', ...['peer', 'orderer', 'chaincode', 'gateway', 'enrolment', 'ca'].flatMap(of)];
const SEEDS = Array.from({ length: 50 }, (_, seed) => seed);

function of(kind: string): string[] {
  return MEMBERS.map((member) => `${kind}-${member}`);
}

it('draws the same deaths from the same seed, in whatever order the processes are listed', () => {
  expect(drawDeaths(7, 20, PROCESSES)).toEqual(drawDeaths(7, 20, [...PROCESSES].reverse()));
  expect(drawDeaths(7, 20, PROCESSES)).not.toEqual(drawDeaths(8, 20, PROCESSES));
});

it('meets every kind within a round, whatever the seed', () => {
  for (const seed of SEEDS) {
    const kinds = drawDeaths(seed, ROUND, PROCESSES).map(({ victim }) => kindOf(victim));
    expect(kinds).toHaveLength(ROUND);
    expect(new Set(kinds)).toEqual(new Set(KINDS));
  }
});

it('goes on with the same deaths when more are asked for', () => {
  expect(drawDeaths(3, 30, PROCESSES).slice(0, 11)).toEqual(drawDeaths(3, 11, PROCESSES));
});

it('spares no process in the long run', () => {
  expect(new Set(drawDeaths(1, 200, PROCESSES).map(({ victim }) => victim))).toEqual(new Set(PROCESSES));
});

it('says so when a kind has no process', () => {
  expect(() => drawDeaths(1, ROUND, ['peer-pharmacy'])).toThrow('nothing to draw from');
});

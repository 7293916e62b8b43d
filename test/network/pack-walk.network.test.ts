/**
 * The random walk over packs and containers on the running Fabric network, shorter: it does as the plain model does there
 * too. THERIAC_WALK_SEED names another walk, or `random`; THERIAC_WALK_COMMANDS makes it longer.
 */
import { randomInt } from 'node:crypto';
import { assignPrefixes, type Prefixes } from '../fixtures/pack-walk/chapter';
import { WalkedFabric } from '../fixtures/pack-walk/fabric.walked';
import { walkSeed } from '../fixtures/pack-walk/seed';
import { tallyText, walk } from '../fixtures/pack-walk/walk';
import { PLACE } from './native-network.fixture';

const SEED = walkSeed(29);
const COMMANDS = Number(process.env.THERIAC_WALK_COMMANDS ?? '150');
const MS_A_COMMAND = 2_000;
const SETTING_UP_MS = 60_000;
const FAR = 400;
/** Of nine digits, `95` first, so that no other run on this network has them. */
const FREE_NUMBERS = 10 ** 6;

let fabric: WalkedFabric;
beforeAll(async () => {
  fabric = await WalkedFabric.open(PLACE);
}, SETTING_UP_MS);
afterAll(() => {
  fabric.close();
});

it(
  `walks ${COMMANDS} commands on Fabric as a plain model does (seed ${SEED})`,
  async () => {
    const unique = String(randomInt(FREE_NUMBERS)).padStart(6, '0');
    const prefixes: Prefixes = [`951${unique}`, `952${unique}`, `953${unique}`, `954${unique}`];
    await assignPrefixes(fabric, prefixes);
    const tally = await walk(fabric, {
      ...{ seed: SEED, commands: COMMANDS, commandsAChapter: COMMANDS, commandsALook: 50 },
      ...{ expiresAfterDays: [FAR, FAR, FAR], prefixes },
    });
    process.stdout.write(`walk on Fabric, seed ${SEED}: ${tallyText(tally)}\n`);
    const sum = (outcome: string): number =>
      [...tally].reduce((total, [what, count]) => total + (what.endsWith(` ${outcome}`) ? count : 0), 0);
    // A walk that only ever did, or was refused, would prove little.
    expect(Math.min(sum('done'), sum('refused'))).toBeGreaterThan(COMMANDS / 5);
  },
  SETTING_UP_MS + COMMANDS * MS_A_COMMAND,
);

/**
 * Commands at random by people of all five organisations over packs, cases and pallets of a few lots, on the test ledger
 * against a plain model: holder and state of every pack agree, no pack has two holders, none is lost, counts are
 * conserved, and what is refused changes nothing. THERIAC_WALK_SEED repeats a walk, THERIAC_WALK_COMMANDS makes it longer.
 */
import { randomInt } from 'node:crypto';
import { assignPrefixes, type Prefixes } from '../fixtures/pack-walk/chapter';
import { WalkedTestLedger } from '../fixtures/pack-walk/test-ledger.walked';
import { seldomIn, tallyText, walk } from '../fixtures/pack-walk/walk';

const SEED = Number(process.env.THERIAC_WALK_SEED ?? randomInt(2 ** 31));
const COMMANDS = Number(process.env.THERIAC_WALK_COMMANDS ?? '10000');
const MS_A_COMMAND = 120;
const PREFIXES: Prefixes = ['952110401', '952110501', '952110301', '952110101'];

it(
  `walks ${COMMANDS} commands as a plain model does (seed ${SEED})`,
  async () => {
    const ledger = await WalkedTestLedger.start(Date.UTC(2027, 0, 1));
    await assignPrefixes(ledger, PREFIXES);
    const tally = await walk(ledger, {
      ...{ seed: SEED, commands: COMMANDS, commandsAChapter: 250, commandsALook: 50 },
      ...{ expiresAfterDays: [20, 400, 400], prefixes: PREFIXES },
    });
    ledger.stop();
    const all = tallyText(tally);
    expect({ seldom: seldomIn(tally, 5), all }).toEqual({ seldom: [], all });
  },
  COMMANDS * MS_A_COMMAND,
);

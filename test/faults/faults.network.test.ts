/**
 * Processes of every kind killed at random moments while people work: nothing acknowledged is lost, nothing happens
 * twice, and all recovers by itself. THERIAC_FAULT_SEED repeats a run's deaths, THERIAC_FAULT_KILLS makes it longer.
 */
import { randomInt } from 'node:crypto';
import { audit } from './audit';
import { Book } from './book';
import { drawDeaths, ROUND } from './deaths';
import { killable, killAndRecover } from './kill';
import { Load } from './load';
import { PatientUser } from './patient-user';

const KILLS = Number(process.env.THERIAC_FAULT_KILLS ?? ROUND);
const SEED = Number(process.env.THERIAC_FAULT_SEED ?? randomInt(2 ** 31));
/** A recovery's bound, and the wait before the death. */
const MOST_MS_A_KILL = 65_000;
/** Setting the scene, ending the work, and the audit of a run of some length. */
const BESIDES_MS = 600_000;

jest.setTimeout(KILLS * MOST_MS_A_KILL + BESIDES_MS);

it(`survives the death of any process, ${KILLS} times (seed ${SEED})`, async () => {
  const book = new Book();
  const user = new PatientUser(book);
  const load = new Load(user, book);
  const deaths = drawDeaths(SEED, KILLS, killable());
  say(`seed ${SEED}, ${KILLS} kills`);
  await load.start();
  try {
    for (const [nth, death] of deaths.entries()) {
      const { startedAgainMs, readyMs, atWorkMs } = await killAndRecover(death, load, book);
      const { lots, products, verdicts, movements } = book.counts;
      say(
        `${nth + 1}/${KILLS} ${death.victim}: started again after ${startedAgainMs} ms, all ready after ${readyMs} ms, ` +
          `at work after ${atWorkMs} ms; acknowledged: ${lots} lots, ${products} products, ${verdicts} verdicts, ${movements} movements`,
      );
    }
  } catch (error) {
    say(`seed ${SEED} failed; sent again after: ${book.setbackText}`);
    throw error;
  } finally {
    await load.end().catch((error: unknown) => {
      say(`work did not end well: ${String(error)}`);
    });
  }
  load.check();
  say(`sent again after: ${book.setbackText}`);
  const began = Date.now();
  expect(await audit(book, user)).toEqual([]);
  say(`${book.transactions.size} transactions on three peers and ${book.alerts.size} alerts: ${Date.now() - began} ms`);
});

function say(line: string): void {
  process.stderr.write(`faults: ${line}\n`);
}

/** The test ledger beside a Fabric network: random plays must end the same on both, answer by answer and code by code. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { fabricUnderTest } from './fabric.under-test';
import { NotTogether } from './ledger-under-test';
import { anyPlay, perform, type Play } from './random-play';
import { testLedgerUnderTest } from './test-ledger.under-test';

const STATE = process.env.THERIAC_NETWORK ?? join(__dirname, '..', '..', '.theriac', 'test');
const PLAYS = Number(process.env.THERIAC_PLAYS ?? '30');
const TRIES = 10;
const MS_A_PLAY = 20_000;

const fabric = fabricUnderTest(STATE);

afterAll(() => {
  fabric.close();
});

it(
  `plays ${PLAYS} random plays as Fabric does`,
  async () => {
    const ledger = await testLedgerUnderTest();
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(anyPlay(fabric.members), async (play) => {
        const { prefix, records } = await onFabric(play);
        expect(await perform(play, ledger, prefix)).toEqual(records);
        for (const code of records.flatMap(({ codes }) => codes)) seen.set(code, (seen.get(code) ?? 0) + 1);
      }),
      { numRuns: PLAYS, ...(process.env.THERIAC_SEED !== undefined && { seed: Number(process.env.THERIAC_SEED) }) },
    );
    ledger.stop();
    const counts = [...seen].sort(([a], [b]) => a - b).map(([code, count]) => `${count} × ${code}`);
    process.stdout.write(`random plays: ${PLAYS}, validation codes alike: ${counts.join(', ')}\n`);
    // A play that only ever succeeds, or fails, would prove little.
    expect([...seen.keys()]).toEqual(expect.arrayContaining([0, 10, 11]));
  },
  PLAYS * MS_A_PLAY,
);

/** Keys of its own at each try: an orderer may cut a block in the middle of a round. */
async function onFabric(play: Play): Promise<{ prefix: string; records: Awaited<ReturnType<typeof perform>> }> {
  for (let tries = 1; ; tries += 1) {
    const prefix = `${randomBytes(8).toString('hex')}/`;
    try {
      return { prefix, records: await perform(play, fabric, prefix) };
    } catch (error) {
      if (!(error instanceof NotTogether) || tries === TRIES) throw error;
    }
  }
}

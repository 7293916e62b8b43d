/** How often somebody may be wrong: who guesses serials is, mostly; who scans packs is hardly ever. */
import { type Allowance, Windows } from './window';

/** Failed matches are counted by ten minutes: a shift at a scanner has some, a probe has nothing else. */
export const GUESSES_MS = 10 * 60_000;

/** Counts wrong guesses by who makes them. */
export class GuessLimit {
  readonly #windows: Windows;

  constructor(allowance: Omit<Allowance, 'what'>) {
    this.#windows = new Windows({ ...allowance, what: 'failed matches' });
  }

  /**
   * Answers a question unless its asker was wrong too often. While the allowance is spent nothing is told, right or
   * wrong; and who asks much at once learns no more than who asks one after the other, since the answer is held back
   * when the allowance was spent meanwhile.
   *
   * @param isWrong whether the answer says that the asker guessed wrong
   * @throws TooManyRequests
   */
  async answer<T>(asker: string, ask: () => Promise<T>, isWrong: (answer: T) => boolean): Promise<T> {
    await this.#windows.requireRoom(asker);
    const answer = await ask();
    await (isWrong(answer) ? this.#windows.count(asker) : this.#windows.requireRoom(asker));
    return answer;
  }
}

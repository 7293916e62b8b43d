/** Who asks too often, or guesses, is refused for a while; others are not. */
import { setTimeout as pause } from 'node:timers/promises';
import { GuessLimit } from './guess-limit';
import { RequestLimit } from './request-limit';
import { TooManyRequests } from './too-many-requests';

const astrid = { organisation: 'pharmacy', person: 'a' };
const rasmus = { organisation: 'manufacturer', person: 'a' };
const MINUTE = { windowMs: 60_000 };

/** How an act ends: its answer, or the seconds that it is refused for. */
async function outcomeOf<T>(act: Promise<T>): Promise<T | { refusedFor: number }> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof TooManyRequests) return { refusedFor: error.retryAfter };
    throw error;
  }
}

describe('a limit on requests', () => {
  it('refuses the one too many, tells when to come back, and leaves others alone', async () => {
    const limit = new RequestLimit({ ...MINUTE, most: 3 });
    for (let n = 0; n < 3; n += 1) await limit.take(astrid);
    const { refusedFor } = (await outcomeOf(limit.take(astrid))) as { refusedFor: number };
    expect(refusedFor).toBeGreaterThan(50);
    expect(refusedFor).toBeLessThanOrEqual(60);
    expect(await outcomeOf(limit.take(rasmus))).toBeUndefined();
  });

  it('begins anew when its window has ended', async () => {
    const limit = new RequestLimit({ windowMs: 200, most: 1 });
    await limit.take(astrid);
    expect(await outcomeOf(limit.take(astrid))).toEqual({ refusedFor: 1 });
    await pause(250);
    expect(await outcomeOf(limit.take(astrid))).toBeUndefined();
  });
});

describe('a limit on guesses', () => {
  const isWrong = (answer: string): boolean => answer === 'wrong';
  const given = (limit: GuessLimit, asker: string, answer: string) =>
    outcomeOf(limit.answer(asker, () => Promise.resolve(answer), isWrong));

  it('counts only what is wrong, and then refuses what is right as well', async () => {
    const limit = new GuessLimit({ ...MINUTE, most: 2 });
    for (let n = 0; n < 20; n += 1) expect(await given(limit, 'a', 'right')).toBe('right');
    for (let n = 0; n < 2; n += 1) expect(await given(limit, 'a', 'wrong')).toBe('wrong');
    const refused = { refusedFor: expect.any(Number) };
    expect(await given(limit, 'a', 'right')).toEqual(refused);
    expect(await given(limit, 'a', 'wrong')).toEqual(refused);
    expect(await given(limit, 'b', 'right')).toBe('right');
  });

  it('tells who asks a hundred at once no more wrong answers than who asks one by one', async () => {
    const limit = new GuessLimit({ ...MINUTE, most: 5 });
    const ask = async (answer: string) => {
      await pause(5);
      return answer;
    };
    const guesses = [...Array.from({ length: 100 }, () => 'wrong'), 'right'];
    const outcomes = await Promise.all(guesses.map((guess) => outcomeOf(limit.answer('a', () => ask(guess), isWrong))));
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(5);
    expect(outcomes).not.toContain('right');
  });

  it('does not count what could not be answered', async () => {
    const limit = new GuessLimit({ ...MINUTE, most: 1 });
    const away = limit.answer('a', () => Promise.reject(new Error('away')), isWrong);
    await expect(away).rejects.toThrow('away');
    expect(await given(limit, 'a', 'right')).toBe('right');
  });
});

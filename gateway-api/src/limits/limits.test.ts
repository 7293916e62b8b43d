/** Who asks too often, or guesses, is refused for a while; others are not. */
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import { CredentialLimit } from './credential-limit';
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

describe('a limit on refused credentials', () => {
  let now = 0;
  const right = () => Promise.resolve('let in');
  const wrong = () => Promise.reject(new LedgerError('TOKEN_REFUSED', 'no'));
  const limited = (most: number) => {
    const limit = new CredentialLimit({ ...MINUTE, most }, () => now);
    return (address: string, credential: string | undefined, check: () => Promise<string>) =>
      outcomeOf(limit.check(address, credential, check)).catch((error: unknown) => (error as LedgerError).code);
  };

  it('makes an address wait that sends too many, whatever it sends then', async () => {
    const check = limited(2);
    for (const guess of ['a', 'b']) expect(await check('10.0.0.1', guess, wrong)).toBe('TOKEN_REFUSED');
    const refused = { refusedFor: expect.any(Number) };
    expect(await check('10.0.0.1', 'c', wrong)).toEqual(refused);
    expect(await check('10.0.0.1', 'd', right)).toEqual(refused);
    expect(await check('10.0.0.2', 'd', right)).toBe('let in');
  });

  it('does not shut out who was let in lately for what a neighbour sends', async () => {
    const check = limited(1);
    expect(await check('10.0.0.1', 'mine', right)).toBe('let in');
    expect(await check('10.0.0.1', 'guess', wrong)).toBe('TOKEN_REFUSED');
    expect(await check('10.0.0.1', 'mine', right)).toBe('let in');
    now += 11 * 60_000;
    expect(await check('10.0.0.1', 'mine', right)).toEqual({ refusedFor: expect.any(Number) });
  });

  it('forgets that it let in what is refused now', async () => {
    const check = limited(1);
    expect(await check('10.0.0.1', 'ended', right)).toBe('let in');
    expect(await check('10.0.0.1', 'ended', wrong)).toBe('TOKEN_REFUSED');
    expect(await check('10.0.0.1', 'ended', right)).toEqual({ refusedFor: expect.any(Number) });
  });

  it('counts neither who shows none, nor what could not be checked', async () => {
    const check = limited(1);
    const away = () => Promise.reject(new LedgerError('IDENTITY_UNAVAILABLE', 'away'));
    for (let n = 0; n < 5; n += 1) expect(await check('10.0.0.1', undefined, wrong)).toBe('TOKEN_REFUSED');
    for (let n = 0; n < 5; n += 1) expect(await check('10.0.0.1', 'a', away)).toBe('IDENTITY_UNAVAILABLE');
    expect(await check('10.0.0.1', 'a', right)).toBe('let in');
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

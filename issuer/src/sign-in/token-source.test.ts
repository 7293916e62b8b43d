/** Tokens are handed out while they live, and renewed in time. */
import { TokenSource } from '.';

const HOUR_MS = 3_600_000;

/** Signs in at a clock that the test turns. */
function source(fails: () => boolean = () => false) {
  const clock = { now: 0, signIns: 0 };
  const tokens = new TokenSource(
    () => {
      clock.signIns += 1;
      if (fails()) return Promise.reject(new Error('no issuer answers'));
      const signedIn = { accessToken: `token ${clock.signIns}`, expiresAt: new Date(clock.now + HOUR_MS) };
      return new Promise((resolve) => setImmediate(resolve, signedIn));
    },
    () => clock.now,
  );
  return { clock, tokens };
}

it('hands the same token out until less than a minute is left', async () => {
  const { clock, tokens } = source();
  expect(await tokens.token()).toBe('token 1');
  clock.now = HOUR_MS - 60_000;
  expect(await tokens.token()).toBe('token 1');
  clock.now += 1;
  expect(await tokens.token()).toBe('token 2');
});

it('signs in once however many ask at once', async () => {
  const { clock, tokens } = source();
  expect(new Set(await Promise.all(Array.from({ length: 10 }, () => tokens.token())))).toEqual(new Set(['token 1']));
  expect(clock.signIns).toBe(1);
});

it('tries again after a failure', async () => {
  let away = true;
  const { tokens } = source(() => away);
  await expect(tokens.token()).rejects.toThrow('no issuer answers');
  away = false;
  expect(await tokens.token()).toBe('token 2');
});

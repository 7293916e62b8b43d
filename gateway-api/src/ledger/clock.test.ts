/** Pauses grow, stay bounded, and differ between those who collided. */
import { pauseBefore, systemClock } from './clock';

const drawing = (random: number) => ({ ...systemClock, random: () => random });

describe('the pause before another attempt', () => {
  it.each([
    [1, 0, 25],
    [1, 0.999, 50],
    [2, 0, 50],
    [6, 0, 800],
    [7, 0, 1_000],
    [60, 0.999, 1_999],
  ])('number %i, drawn at %f, is %i ms', (attempt, random, expected) => {
    expect(pauseBefore(attempt, 50, 2_000, drawing(random))).toBeCloseTo(expected, -1);
  });

  it('ends at once when its signal aborts', async () => {
    const begun = Date.now();
    await systemClock.sleep(60_000, AbortSignal.timeout(20));
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});

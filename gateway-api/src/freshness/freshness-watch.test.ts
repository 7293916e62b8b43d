/** The watch: refuses while reads may be old, says why, and tells changes once. */
import { LedgerError } from '@theriac/domain/ledger';
import type { ChannelHeights } from './channel-heights.port';
import { freshnessCheck } from './freshness-check';
import { FreshnessWatch } from './freshness-watch';

function aWatch() {
  let now = 0;
  let answer: ChannelHeights | 'away' = { own: 9, others: [9, 9] };
  const told: string[] = [];
  const watch = new FreshnessWatch({
    source: {
      heights: (channels) =>
        answer === 'away'
          ? Promise.reject(new Error('the peer is away'))
          : Promise.resolve(new Map(channels.map((channel) => [channel, answer as ChannelHeights]))),
    },
    channels: ['supply', 'care'],
    staleAfter: 5_000,
    observer: {
      looked: (channel, _freshness, ahead, seen) => told.push(`${channel}: ${ahead} ahead, ${seen} seen`),
      changed: (channel, freshness) => told.push(`${channel} is ${freshness}`),
    },
    now: () => now,
  });
  const look = async (second: number, heights: ChannelHeights | 'away') => {
    [now, answer] = [second * 1_000, heights];
    await watch.look();
    return refusalOf(watch);
  };
  return { watch, told, look };
}

function refusalOf(watch: FreshnessWatch): string | undefined {
  try {
    watch.require('supply');
    return undefined;
  } catch (error) {
    return error instanceof LedgerError ? `${error.code} ${error.detail}` : String(error);
  }
}

describe('the watch over heights', () => {
  it('refuses before it has seen anything', () => {
    expect(refusalOf(aWatch().watch)).toBe(
      'STALE the own peer does not say what it sees of the other members on supply',
    );
  });

  it('refuses while the own peer lags, and no longer', async () => {
    const { look } = aWatch();
    expect(await look(0, { own: 9, others: [9, 9] })).toBeUndefined();
    expect(await look(4, { own: 9, others: [12, 12] })).toBeUndefined();
    expect(await look(9, { own: 9, others: [12, 12] })).toBe('STALE the own peer lags the other members’ on supply');
    expect(await look(10, { own: 12, others: [12, 12] })).toBeUndefined();
  });

  it('bears a peer that gives no answer for a while, and then refuses', async () => {
    const { look } = aWatch();
    await look(0, { own: 9, others: [9, 9] });
    expect(await look(5, 'away')).toBeUndefined();
    expect(await look(6, 'away')).toContain('does not say what it sees');
  });

  it('tells each look, and a change once', async () => {
    const { look, told } = aWatch();
    await look(0, { own: 9, others: [9, 9] });
    await look(1, { own: 9, others: [9, 9] });
    await look(2, { own: 9, others: [] });
    const ofSupply = told.filter((line) => line.startsWith('supply'));
    expect(ofSupply).toEqual([
      'supply: 0 ahead, 2 seen',
      'supply is fresh',
      'supply: 0 ahead, 2 seen',
      'supply: 0 ahead, 0 seen',
      'supply is alone',
    ]);
  });

  it('is what readiness reports', async () => {
    const { watch, look } = aWatch();
    const check = freshnessCheck('supply', watch);
    await look(0, { own: 9, others: [9, 9] });
    expect(await check.check()).toEqual([]);
    await look(1, { own: 9, others: [] });
    expect(await check.check()).toEqual(['the own peer sees no other member']);
  });
});

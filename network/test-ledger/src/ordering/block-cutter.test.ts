import { setTimeout as sleep } from 'node:timers/promises';
import { BlockCutter } from './block-cutter';

describe('the block cutter', () => {
  it('cuts by count, in order', () => {
    const blocks: (readonly number[])[] = [];
    const cutter = new BlockCutter<number>({ maxTransactions: 2, timeout: 'manual' }, (block) => blocks.push(block));
    for (const item of [1, 2, 3]) cutter.add(item);
    expect(blocks).toEqual([[1, 2]]);
    cutter.flush();
    cutter.flush();
    expect(blocks).toEqual([[1, 2], [3]]);
  });

  it('cuts by time after the first', async () => {
    const blocks: (readonly number[])[] = [];
    const cutter = new BlockCutter<number>({ maxTransactions: 9, timeout: 5 }, (block) => blocks.push(block));
    cutter.add(1);
    cutter.add(2);
    expect(blocks).toEqual([]);
    await sleep(50);
    expect(blocks).toEqual([[1, 2]]);
  });
});

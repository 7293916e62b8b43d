import { setTimeout as pause } from 'node:timers/promises';
import { OneAtATime } from './one-at-a-time';

describe('work that is done one at a time', () => {
  it('of one person waits for what came before, and of others does not', async () => {
    const queue = new OneAtATime();
    const events: string[] = [];
    const work = (name: string, ms: number) => async (): Promise<void> => {
      events.push(`${name} begins`);
      await pause(ms);
      events.push(`${name} ends`);
    };
    await Promise.all([queue.run('a', work('a1', 60)), queue.run('a', work('a2', 1)), queue.run('b', work('b', 20))]);
    expect(events).toEqual(['a1 begins', 'b begins', 'b ends', 'a1 ends', 'a2 begins', 'a2 ends']);
  });

  it('goes on after work that failed', async () => {
    const queue = new OneAtATime();
    const failing = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  it('is not heaped up by who asks again and again', async () => {
    const queue = new OneAtATime();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const waiting = Array.from({ length: 16 }, () => queue.run('a', () => gate));
    await expect(queue.run('a', () => gate)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await queue.run('b', () => Promise.resolve());
    open();
    await Promise.all(waiting);
    await queue.run('a', () => gate);
  });
});

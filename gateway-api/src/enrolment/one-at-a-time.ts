/** Does work that concerns the same thing one after the other, and other work meanwhile. */
import { TooManyRequests } from '../limits/too-many-requests';

/** Who waits behind more than so many asks more often than anybody needs. */
const MOST_WAITING = 16;
const RETRY_AFTER_SECONDS = 5;

/** Queues by key. */
export class OneAtATime {
  readonly #queues = new Map<string, { last: Promise<unknown>; length: number }>();

  /**
   * Does work once all earlier work of the key has ended.
   *
   * @throws TooManyRequests when too much of it waits already
   */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (queue.length >= MOST_WAITING)
      throw new TooManyRequests('too many certificates of this person are being issued', RETRY_AFTER_SECONDS);
    this.#queues.set(key, queue);
    queue.length += 1;
    const done = queue.last.then(work);
    // The next one waits for the end of this, whatever that is.
    queue.last = done.catch(() => undefined);
    try {
      return await done;
    } finally {
      queue.length -= 1;
      if (queue.length === 0) this.#queues.delete(key);
    }
  }
}

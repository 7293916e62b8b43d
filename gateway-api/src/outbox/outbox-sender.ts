/** Sends what is owed, again and again until it is acknowledged. */
import { setTimeout as pause } from 'node:timers/promises';
import { LedgerError } from '@theriac/domain/ledger';
import type { Logger } from 'pino';
import type { MemberClient } from '../members/member-client';
import type { HeldMessage, OutboxStore } from './outbox.store';

/** How the sender works; milliseconds. */
export interface SenderSettings {
  readonly pollMs: number;
  readonly firstPause: number;
  readonly longestPause: number;
  /** Messages in flight at once. */
  readonly most: number;
}

/** Right for members on one continent. */
export const SENDER_SETTINGS: SenderSettings = { pollMs: 500, firstPause: 250, longestPause: 30_000, most: 16 };

/** The sending end. */
export class OutboxSender {
  readonly #stop = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: OutboxStore,
    private readonly client: Pick<MemberClient, 'deliver'>,
    private readonly logger: Logger,
    private readonly settings: SenderSettings = SENDER_SETTINGS,
  ) {}

  start(): void {
    this.#running = this.#run();
  }

  /** Says that something is owed now. */
  nudge(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.nudge();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const { signal } = this.#wake;
      const sent = await this.#round().catch((error: unknown) => {
        this.logger.warn({ error }, 'the outbox cannot be sent now');
        return 0;
      });
      if (sent === 0) await pause(this.settings.pollMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #round(): Promise<number> {
    const messages = await this.store.claim(this.settings.most);
    await Promise.all(messages.map((message) => this.#send(message)));
    return messages.length;
  }

  async #send(message: HeldMessage): Promise<void> {
    const { id, kind, body, receiver, attempts } = message;
    try {
      await this.client.deliver(receiver, { id, kind, body });
    } catch (error) {
      const fault = error instanceof LedgerError ? error.code : 'INTERNAL';
      this.logger.warn({ error, message: id, kind, receiver, attempts }, 'a message was not acknowledged');
      await this.store.postpone(message, this.#pauseAfter(attempts), fault);
      return;
    }
    await this.store.acknowledge(message);
    // After a failure it is back: what waits for it need not wait any longer.
    if (attempts > 1) await this.store.hasten(receiver);
  }

  #pauseAfter(attempts: number): number {
    const { firstPause, longestPause } = this.settings;
    return Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 20)) * (0.5 + Math.random() / 2);
  }
}

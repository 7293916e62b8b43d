/** Sends what is owed, again and again until it is acknowledged. */
import { LedgerError } from '@theriac/domain/ledger';
import type { Logger } from 'pino';
import type { MemberClient } from '../members/member-client';
import type { MessageWriter } from '../members/member-kinds';
import { WorkLoop } from '../work-loop';
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
  readonly #loop: WorkLoop;
  readonly #writers: ReadonlyMap<string, MessageWriter>;

  constructor(
    private readonly store: OutboxStore,
    private readonly client: Pick<MemberClient, 'deliver'>,
    private readonly logger: Logger,
    writers: readonly MessageWriter[] = [],
    private readonly settings: SenderSettings = SENDER_SETTINGS,
  ) {
    this.#writers = new Map(writers.map((writer) => [writer.kind, writer]));
    this.#loop = new WorkLoop({
      round: () => this.#round(),
      failed: (error) => {
        logger.warn({ error }, 'the outbox cannot be sent now');
      },
      pollMs: settings.pollMs,
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Says that something is owed now. */
  nudge(): void {
    this.#loop.nudge();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const messages = await this.store.claim(this.settings.most);
    await Promise.all(messages.map((message) => this.#send(message)));
    return messages.length > 0;
  }

  async #send(message: HeldMessage): Promise<void> {
    const { id, kind, receiver, attempts } = message;
    try {
      const body = this.#writers.get(kind)?.write(message.body) ?? message.body;
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

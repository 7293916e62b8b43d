/** Twice is once: a command under an Idempotency-Key is done once, and its answer repeated. */
import { createHmac } from 'node:crypto';
import { canonicalJson, invalidInput, LedgerError } from '@theriac/domain/ledger';
import type { Claim, IdempotencyStore, KeptAnswer } from './idempotency.store';

/** A command as a caller sent it. */
export interface KeyedCommand {
  readonly person: string;
  /** Method and path pattern. */
  readonly route: string;
  readonly key: string;
  /** Everything that makes it this command and no other: parameters, query, body. */
  readonly content: unknown;
}

/** What came of a command, and whether it had come of it before. */
export interface Outcome {
  readonly answer: KeptAnswer;
  readonly replayed: boolean;
}

/**
 * Checks the header's form.
 *
 * @throws LedgerError INVALID_INPUT
 */
export function parseIdempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(header))
    throw invalidInput([{ field: 'Idempotency-Key', rule: 'must be 1 to 255 visible ASCII characters' }]);
  return header;
}

/** Does commands once. */
export class Idempotency {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly secret: Uint8Array,
    private readonly leaseMs: number,
  ) {}

  /**
   * Does a command, or repeats what came of it.
   *
   * @param work answers; a refusal that stands for good must be an answer too. What it throws may pass, and frees the key.
   * @throws LedgerError IDEMPOTENCY_KEY_IN_FLIGHT; IDEMPOTENCY_KEY_REUSED when the key stood with other content
   */
  async once(command: KeyedCommand, work: (reference: string) => Promise<KeptAnswer>): Promise<Outcome> {
    const { person, route, key, content } = command;
    const bodyMac = createHmac('sha256', this.secret).update(canonicalJson(content)).digest();
    const standing = await this.store.begin({ person, route, key, bodyMac });
    switch (standing.is) {
      case 'in-flight':
        throw new LedgerError('IDEMPOTENCY_KEY_IN_FLIGHT', 'the first request with this key is still being worked on');
      case 'other-body':
        throw new LedgerError('IDEMPOTENCY_KEY_REUSED', 'the key was used with other content');
      case 'answered':
        return { answer: standing.answer, replayed: true };
      case 'claimed':
        return { answer: await this.#work(standing.claim, work), replayed: false };
    }
  }

  async #work(claim: Claim, work: (reference: string) => Promise<KeptAnswer>): Promise<KeptAnswer> {
    // A renewal that fails shows in the answer: storing it then fails too.
    const renewal = setInterval(() => void this.store.renew(claim).catch(() => undefined), this.leaseMs / 3).unref();
    try {
      const answer = await work(claim.reference);
      await this.store.answer(claim, answer);
      return answer;
    } catch (error) {
      await this.store.giveUp(claim).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }
}

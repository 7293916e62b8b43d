/** What gateways say to each other: messages, which are delivered whatever happens, and calls, which are answered now or never. */
import type { ZodType } from 'zod';
import type { Transaction } from '../database';
import type { JsonPieces } from './json-pieces';

/** A kind of message: sent by the outbox until it is acknowledged, and handled once. */
export interface MessageKind<Body> {
  /** Such as `lot-secret`. */
  readonly name: string;
  readonly body: ZodType<Body>;
}

/** A kind of call: a question to another member's gateway, and its answer. */
export interface CallKind<Question, Reply> {
  /** Such as `pack-digest`. */
  readonly name: string;
  readonly question: ZodType<Question>;
  readonly reply: ZodType<Reply>;
  /** Bytes that an answer may have; none: some megabytes. */
  readonly largestReply?: number;
}

/** Takes messages of a kind. */
export interface MessageReceiver {
  readonly kind: string;
  /**
   * Takes a message inside the transaction that also notes that it was taken.
   *
   * @throws LedgerError when the sender may not send this, or it is wrong: the sender sees the code and keeps it as overdue
   */
  receive(sender: string, body: unknown, transaction: Transaction): Promise<void>;
}

/** Writes the messages of a kind whose outbox holds only references to what is large, when they are sent. */
export interface MessageWriter {
  readonly kind: string;
  /** The body that the receiver takes. @param owed as the outbox holds it */
  write(owed: unknown): JsonPieces;
}

/** Answers calls of a kind. */
export interface CallAnswerer {
  readonly kind: string;
  answer(sender: string, question: unknown): Promise<unknown>;
}

/** Ties a kind to what handles it; bodies are parsed by the kind's schema before the handler sees them. */
import { parse } from '@theriac/domain/ledger';
import type { Transaction } from '../database';
import type { CallAnswerer, CallKind, MessageKind, MessageReceiver } from './member-kinds';

/** Declares what takes messages of a kind. */
export function receiver<Body>(
  kind: MessageKind<Body>,
  receive: (sender: string, body: Body, transaction: Transaction) => Promise<void>,
): MessageReceiver {
  return {
    kind: kind.name,
    // Async, so that a refused body rejects instead of throwing.
    receive: async (sender, body, transaction) => receive(sender, parse(kind.body, body), transaction),
  };
}

/** Declares what answers calls of a kind. */
export function answerer<Question, Reply>(
  kind: CallKind<Question, Reply>,
  answer: (sender: string, question: Question) => Promise<Reply>,
): CallAnswerer {
  return {
    kind: kind.name,
    answer: async (sender, question) => answer(sender, parse(kind.question, question)),
  };
}

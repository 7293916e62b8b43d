/** Validates a block: a code for each transaction, and what the valid ones change. */
import { CODE } from '../errors';
import { PrivateUpdates, type PrivateUpdatesContext } from '../private/private-updates';
import { BlockUpdates } from '../state/block-updates';
import { parseReadWriteSet, type ReadWriteSet } from '../state/transaction-set';
import { type OrderedEnvelope } from '../transaction/endorsed-transaction';
import { EndorsementCheck, type EndorsementContext } from './endorsement-check';
import { ReadCheck } from './read-check';

/** What validation knows of its channel. */
export interface ValidationContext extends EndorsementContext, PrivateUpdatesContext {
  readonly chaincode: string;
  /** Whether a transaction id stands in an earlier block. */
  isCommitted(transactionId: string): boolean;
}

/** A transaction with its verdict. */
export interface Validated {
  readonly envelope: OrderedEnvelope;
  readonly set: ReadWriteSet;
  readonly code: number;
}

/** What a block comes to. */
export interface ValidatedBlock {
  readonly transactions: readonly Validated[];
  readonly updates: BlockUpdates;
  readonly privateUpdates: PrivateUpdates;
}

/**
 * Two passes, as in a peer: the first judges form, ids and endorsements of all transactions, each against the state
 * before the block; the second judges reads and applies writes, one transaction after the other.
 */
export function validateBlock(
  number: number,
  envelopes: readonly OrderedEnvelope[],
  context: ValidationContext,
): ValidatedBlock {
  const { privateState, rules, state } = context;
  const firstPass = judgeEndorsements(envelopes, context);
  const updates = new BlockUpdates(state, rules);
  const privateUpdates = new PrivateUpdates(context);
  const reads = new ReadCheck({ state, updates, privateState, privateUpdates, rules });
  const transactions = firstPass.map((transaction, position) => {
    const judged = { ...transaction, code: finalCode(transaction, reads, context) };
    if (judged.code === CODE.valid || !rules.applies('invalid-writes-nothing')) {
      const version = { block: number, transaction: position };
      updates.add(judged.set, version);
      privateUpdates.add(judged.envelope.transactionId, judged.set.collections, version);
    }
    return judged;
  });
  return { transactions, updates, privateUpdates };
}

function finalCode({ code, set }: Validated, reads: ReadCheck, { rules }: ValidationContext): number {
  if (code === CODE.valid) return reads.codeFor(set);
  if (code !== CODE.endorsementPolicyFailure || rules.applies('policy-before-reads')) return code;
  const ofReads = reads.codeFor(set);
  return ofReads === CODE.valid ? code : ofReads;
}

function judgeEndorsements(envelopes: readonly OrderedEnvelope[], context: ValidationContext): Validated[] {
  const check = new EndorsementCheck(context);
  const seen = new Set<string>();
  const isDuplicate = (id: string): boolean => context.rules.applies('duplicate-transaction-id') && seen.has(id);
  const isCommitted = (id: string): boolean =>
    context.rules.applies('duplicate-transaction-id') && context.isCommitted(id);
  const judge = (envelope: OrderedEnvelope, set: ReadWriteSet): number => {
    if (!envelope.isBound && context.rules.applies('proposal-binds-endorsement'))
      return CODE.invalidEndorserTransaction;
    if (isCommitted(envelope.transactionId)) return CODE.duplicateTransactionId;
    if (!check.passes(envelope, set)) return CODE.endorsementPolicyFailure;
    if (isDuplicate(envelope.transactionId)) return CODE.duplicateTransactionId;
    seen.add(envelope.transactionId);
    return CODE.valid;
  };
  return envelopes.map((envelope) => {
    const set = parseReadWriteSet(context.chaincode, envelope.readWriteSet);
    return { envelope, set, code: judge(envelope, set) };
  });
}

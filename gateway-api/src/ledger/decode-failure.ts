/** What an error of fabric-gateway means: one table from gRPC status, endorsers' details and their text to a kind of failure. */
import { GatewayError } from '@hyperledger/fabric-gateway';
import { status as grpc } from '@grpc/grpc-js';
import { LedgerError } from '@theriac/domain/ledger';
import { ledgerFailure, LedgerUnavailable } from './ledger-failures';

/** What went wrong, as far as the next step depends on it. */
export type FailureKind =
  /** The contract said no, in the vocabulary. */
  | 'refused'
  /** Endorsers answered differently. */
  | 'differing'
  /** The connection to the own peer is down. */
  | 'connection'
  /** The own peer answers, but others, or a chaincode, are away. */
  | 'unavailable'
  | 'busy'
  | 'deadline'
  /** This transaction id stands in the ledger already. */
  | 'duplicate'
  /** The proposal's time is too far off the peer's. */
  | 'outside-window'
  | 'certificate'
  /** None of these: a fault of contract or platform. */
  | 'fault';

/** A failure, and the error that a caller gets when nothing more is tried. */
export interface Failure {
  readonly kind: FailureKind;
  readonly error: LedgerError;
  /** Members whose peers are named in it. */
  readonly mspIds: readonly string[];
}

/** Texts of Fabric 3.1 (internal/pkg/gateway, core/endorser, core/handlers/auth), where its status codes do not tell enough. */
const TEXTS: readonly (readonly [RegExp, FailureKind])[] = [
  [/exceeding concurrency limit/, 'busy'],
  [/ProposalResponsePayloads do not match/, 'differing'],
  [/duplicate transaction found/, 'duplicate'],
  [/due to incorrect timestamp/, 'outside-window'],
  [/access denied: channel|client identity expired|creator is malformed/, 'certificate'],
  [/could not launch chaincode|chaincode stream terminated|could not find handler|connection refused/, 'unavailable'],
  [/no combination of peers|failed to select a set of endorsers|failed to find any endorsing peers/, 'unavailable'],
  // A holder of private data that has just died is still counted on for some seconds; a value is known by its hash before
  // it has come.
  [/failed to distribute private collection|private data matching public hash version is not available/, 'unavailable'],
  [/no peers available|no orderer nodes available|timeout expired while executing transaction/, 'unavailable'],
];

const CODES: ReadonlyMap<number, FailureKind> = new Map([
  [grpc.UNAVAILABLE, 'connection'],
  [grpc.DEADLINE_EXCEEDED, 'deadline'],
  [grpc.CANCELLED, 'deadline'],
  [grpc.PERMISSION_DENIED, 'certificate'],
  [grpc.RESOURCE_EXHAUSTED, 'busy'],
  [grpc.FAILED_PRECONDITION, 'unavailable'],
]);

/** Reads an error that evaluating or endorsing ended with. (A failed submit is never read for its outcome: it has none.) */
export function decodeFailure(error: unknown): Failure {
  if (error instanceof LedgerError) return { kind: 'refused', error, mspIds: [] };
  if (!(error instanceof GatewayError)) return failure('fault', error, []);
  const texts = error.details.length > 0 ? error.details.map(({ message }) => message) : [error.message];
  const mspIds = [...new Set(error.details.map(({ mspId }) => mspId))];
  const refusals = texts.flatMap((text) => refusalIn(text) ?? []);
  const [refusal] = refusals;
  if (refusal !== undefined) return { kind: kindOf(refusals, error.message, texts), error: refusal, mspIds };
  const all = [error.message, ...texts];
  const byText = TEXTS.find(([pattern]) => all.some((text) => pattern.test(text)))?.[1];
  return failure(byText ?? CODES.get(error.code) ?? 'fault', error, mspIds);
}

function kindOf(refusals: readonly LedgerError[], message: string, texts: readonly string[]): FailureKind {
  const codes = new Set(refusals.map(({ code }) => code));
  if (codes.size === 1 && codes.has('PRIVATE_DATA_PENDING')) return 'unavailable';
  const differ =
    // The own peer goes first and endorsed; others did not, mostly since they lag behind what this transaction reads.
    message.includes('failed to collect enough') ||
    codes.size > 1 ||
    texts.some((text) => text.includes('do not match'));
  return differ ? 'differing' : 'refused';
}

/** The refusal in `chaincode response 500, CODE: detail`, when its code is of the vocabulary. */
function refusalIn(text: string): LedgerError | undefined {
  const message = /chaincode response \d+, ([\s\S]*)$/.exec(text)?.[1];
  return message === undefined ? undefined : LedgerError.fromMessage(message);
}

function failure(kind: FailureKind, cause: unknown, mspIds: readonly string[]): Failure {
  return { kind, error: errorOf(kind, cause), mspIds };
}

function errorOf(kind: FailureKind, cause: unknown): LedgerError {
  switch (kind) {
    case 'connection':
      return new LedgerUnavailable('the own peer does not answer', { cause });
    case 'deadline':
      return new LedgerUnavailable('the own peer did not answer in time', { cause });
    case 'unavailable':
      return new LedgerUnavailable('too few peers can endorse now', { cause });
    case 'outside-window':
      return new LedgerUnavailable('the clocks of this gateway and its peer are too far apart', { cause });
    case 'busy':
      return ledgerFailure('LEDGER_BUSY', 'the own peer has too much in flight', cause);
    case 'differing':
      return ledgerFailure('LEDGER_DISAGREES', 'the endorsers’ answers differ', cause);
    case 'certificate':
      return ledgerFailure('CERTIFICATE_REFUSED', 'the peer refuses the caller’s certificate', cause);
    case 'duplicate':
    case 'refused':
    case 'fault':
      return ledgerFailure('LEDGER_FAULT', 'the ledger failed', cause);
  }
}

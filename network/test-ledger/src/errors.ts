/** What the gateway of a peer answers when a phase fails, with the same codes, messages and details. */
import { peer } from '@hyperledger/fabric-protos';

/** The gRPC codes that the gateway service gives. */
export const GRPC = { unknown: 2, failedPrecondition: 9, aborted: 10, unavailable: 14 } as const;

/** What one endorser said. */
export interface EndorserDetail {
  readonly mspId: string;
  readonly message: string;
}

const CONTRACT_REFUSAL = /chaincode response 500, ([\s\S]*)$/;

/** A phase that was refused before anything was ordered. */
export class GatewayError extends Error {
  constructor(
    message: string,
    /** The gRPC status code. */
    readonly code: number,
    readonly transactionId: string,
    readonly details: readonly EndorserDetail[],
  ) {
    super(message);
    this.name = new.target.name;
  }

  /** The contract's own message when every endorser that failed said that the contract refused, else undefined. */
  get contractMessage(): string | undefined {
    const found = this.details.map((detail) => CONTRACT_REFUSAL.exec(detail.message)?.[1]);
    const [first] = found;
    return first !== undefined && found.every((message) => message === first) ? first : undefined;
  }
}

/** An evaluate failed. */
export class EvaluateError extends GatewayError {}

/** A proposal found no endorsement: the contract refused, a peer did, or the endorsers differ. */
export class EndorseError extends GatewayError {}

/** A transaction was ordered and found invalid. */
export class CommitError extends Error {
  constructor(
    readonly transactionId: string,
    /** Fabric's TxValidationCode. */
    readonly code: number,
    readonly blockNumber: bigint,
  ) {
    super(`Transaction ${transactionId} failed to commit with status code ${code} (${codeName(code)})`);
    this.name = 'CommitError';
  }
}

/** The validation codes that this ledger gives. */
export const CODE = {
  valid: 0,
  invalidEndorserTransaction: 5,
  duplicateTransactionId: 9,
  endorsementPolicyFailure: 10,
  mvccReadConflict: 11,
  phantomReadConflict: 12,
} as const;

function codeName(code: number): string {
  return Object.entries(peer.TxValidationCode).find(([, value]) => Number(value) === code)?.[0] ?? 'unknown';
}

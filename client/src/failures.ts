/** How a request fails: by the gateway's refusal, by the user's, or since the gateway is not to be believed. */

/** Where an input breaks which rule; `field` is a path such as `containers[0]`. */
export interface FieldFault {
  readonly field: string;
  readonly rule: string;
}

/** RFC 9457 problem details, as a gateway writes them. */
export interface ProblemDetails {
  /** The word of the vocabulary, such as `CONTAINER_NOT_FOUND`: the same for the same kind of problem. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** `urn:theriac:request:…`, as it stands in the gateway's log. */
  readonly instance?: string | undefined;
  /** For bad input only. */
  readonly faults?: readonly FieldFault[] | undefined;
}

/** The gateway, or the ledger behind it, refused a request. */
export class ProblemError extends Error {
  constructor(
    readonly problem: ProblemDetails,
    /** Under this key the same command may be sent again; it is done once. */
    readonly idempotencyKey: string | undefined,
  ) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'ProblemError';
  }

  /** The word of the vocabulary. */
  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** Which field breaks which rule. */
  get faults(): readonly FieldFault[] {
    return this.problem.faults ?? [];
  }
}

/**
 * Others changed what the transaction read before it stood, so nothing came of what was signed. Look at it again, and ask
 * for it again with the same {@link ProblemError.idempotencyKey}: the user then signs what stands now.
 */
export class ResignNeeded extends ProblemError {
  override readonly name = 'ResignNeeded';
}

/** The application's review said no: nothing was signed after that. */
export class SigningDeclined extends Error {
  constructor() {
    super('the user declined to sign');
    this.name = 'SigningDeclined';
  }
}

/** Why the client itself does not sign. */
export type Distrust =
  /** The bytes are no such message, or hold more than is shown. */
  | 'UNREADABLE'
  /** Somebody else's name stands where the user's belongs. */
  | 'OTHER_CREATOR'
  /** The transaction's id is not the digest of its maker and nonce. */
  | 'OTHER_ID'
  | 'OTHER_CHANNEL'
  | 'OTHER_CHAINCODE'
  /** It is another transaction than the application expects, or than the gateway says. */
  | 'OTHER_TRANSACTION'
  /** It was made more than five minutes ago, or from now. */
  | 'OTHER_TIME'
  /** The transaction is not of the proposal that the user signed. */
  | 'OTHER_PROPOSAL'
  /** The contract refused, and this would be ordered all the same. */
  | 'NOT_ENDORSED'
  /** The consents that would stand are not what was asked for, or not what was signed. */
  | 'OTHER_CONSENTS'
  /** The certificate that came back is not for the user's key. */
  | 'OTHER_KEY'
  /** The gateway asks and asks. */
  | 'TOO_MANY_STEPS';

/** The gateway asked for a signature under something that is not what it should be. It was not signed. */
export class RefusedToSign extends Error {
  constructor(
    readonly reason: Distrust,
    detail: string,
  ) {
    super(`${reason}: ${detail}`);
    this.name = 'RefusedToSign';
  }
}

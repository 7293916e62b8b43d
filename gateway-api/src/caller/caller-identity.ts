/** What the ledger sees of a caller: a certificate, and signatures by its key, wherever that key is. */

/** What a signature is for. */
export interface SigningPurpose {
  /**
   * - `proposal`: lets peers try a transaction out; nothing can come of it without the second signature
   * - `transaction`: lets the orderers put what the peers endorsed into a block
   * - `evaluation`: lets the own peer answer a question
   * - `consents`: says, to whoever reads the ledger, that these consents of a patient stand and no others; the transaction
   *   is the one that will carry the signature
   */
  readonly step: 'proposal' | 'transaction' | 'evaluation' | 'consents';
  readonly channel: string;
  /** `Contract:Transaction`. */
  readonly transaction: string;
}

/** A certificate and the use of its key; the key itself stays where it is. */
export interface CallerIdentity {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: string;
  /**
   * The key is the caller's own, and a person looks at what it signs: nothing is signed a second time without being
   * asked for anew.
   */
  readonly isOwnKey?: true;
  /**
   * Signs a message, not its digest: ECDSA over SHA-256, DER, low S, as Fabric wants it.
   *
   * @param purpose none for what a gateway's machine asks for itself: blocks and statuses
   */
  sign(message: Uint8Array, purpose?: SigningPurpose): Promise<Uint8Array>;
}

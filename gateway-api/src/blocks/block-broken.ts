/** The alarm that stops a listener: what the peer delivers is not the chain that was seen before. */

/** A block that contradicts its hashes, or the block before it. No retry mends it: somebody must look. */
export class BlockBroken extends Error {
  constructor(
    readonly channel: string,
    readonly number: bigint,
    readonly fault: string,
  ) {
    super(`block ${number} of ${channel}: ${fault}`);
    this.name = 'BlockBroken';
  }
}

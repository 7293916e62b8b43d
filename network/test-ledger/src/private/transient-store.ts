/** Private writes of endorsed transactions, kept outside the block until it comes. */
import type { PrivateWrites } from '../state/hashed-read-write-set';

/** What the members' peers have between them: in Fabric by gossip, and by fetching it from one another. */
export class TransientStore {
  private readonly kept = new Map<string, Map<string, PrivateWrites>>();

  /** Keeps what an endorser handed to the members. */
  keep(transactionId: string, writes: readonly PrivateWrites[]): void {
    const all = this.kept.get(transactionId) ?? new Map<string, PrivateWrites>();
    for (const one of writes) all.set(nameOf(one.collection, one.hash), one);
    if (writes.length > 0) this.kept.set(transactionId, all);
  }

  /** The writes whose hash a block has; undefined when nobody kept any. */
  find(transactionId: string, collection: string, hash: Uint8Array): PrivateWrites | undefined {
    return this.kept.get(transactionId)?.get(nameOf(collection, hash));
  }

  /** Forgets a transaction that a block has. */
  forget(transactionId: string): void {
    this.kept.delete(transactionId);
  }
}

function nameOf(collection: string, hash: Uint8Array): string {
  return `${collection} ${Buffer.from(hash).toString('hex')}`;
}

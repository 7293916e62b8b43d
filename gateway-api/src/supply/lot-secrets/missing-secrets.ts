/** Gets the secret of a lot that is here and came without it: from the maker or the regulator, who check custody. */
import { fromHex, LedgerError } from '@theriac/domain/ledger';
import { isCommittedSecret, type Lot } from '@theriac/domain/supply';
import type { Database } from '../../database';
import type { MemberClient } from '../../members';
import type { ContainerStore } from '../containers/containers.store';
import { nodeDigest } from '../node-digest';
import { LOT_SECRET_CALL, type LotSecretQuestion } from './lot-secret.call';
import type { LotSecretStore } from './lot-secrets.store';

/** What getting secrets needs. */
export interface MissingSecretsParts {
  readonly self: string;
  readonly db: Database;
  readonly containers: ContainerStore;
  readonly secrets: LotSecretStore;
  readonly client: Pick<MemberClient, 'call'>;
}

/** Gets secrets. */
export class MissingSecrets {
  constructor(private readonly parts: MissingSecretsParts) {}

  /**
   * Asks these members one after the other, and keeps the secret that the ledger's commitment says is right.
   *
   * @returns whether it is here now; not, when this organisation holds no container of the lot or nobody gives it
   */
  async fetch(lot: Lot, members: readonly string[]): Promise<boolean> {
    const { self, db, containers, secrets } = this.parts;
    const sscc = await containers.withLot(self, lot);
    if (sscc === undefined) return false;
    const { gtin, lot: number } = lot;
    for (const from of members) {
      const secret = await this.#ask(from, { gtin, lot: number, sscc });
      if (secret === undefined) continue;
      if (isCommittedSecret(nodeDigest, secret, lot)) {
        await db.transaction((transaction) => secrets.keep(lot, { secret, from }, transaction));
        return true;
      }
      await secrets.noteRefused(lot, from, 'LOT_SECRET_WRONG');
    }
    return false;
  }

  async #ask(member: string, question: LotSecretQuestion): Promise<Uint8Array | undefined> {
    try {
      return fromHex((await this.parts.client.call(member, LOT_SECRET_CALL, question)).secret);
    } catch (error) {
      // Away, without the secret, or not as far as this block yet: the next may give it.
      if (error instanceof LedgerError) return undefined;
      throw error;
    }
  }
}

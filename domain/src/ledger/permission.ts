/** Who may send which transaction: one row each, deny by default. */
import type { MemberKind } from '../consortium/consortium.schema';
import type { Actor } from './actor';
import { LedgerError } from './ledger-error';
import type { Role } from './role';

/** One row of the permission table. */
export interface Permission {
  /** The contract's name, such as `DrugSupply`. */
  readonly contract: string;
  readonly transaction: string;
  /** Kinds of members whose certificates may send it; `any` means every member of the channel. */
  readonly organisations: readonly MemberKind[] | 'any';
  readonly roles: readonly Role[] | 'any';
  /** What the contract asks beyond organisation and role, in one sentence, for people who read the table. */
  readonly condition?: string;
  /**
   * A two-person act: who sent one of these transactions for the same thing may not send this one. Persons are compared by
   * the random name in their certificates, whatever their certificate, role or site.
   */
  readonly secondPersonTo?: readonly string[];
}

/**
 * Lets an actor send a transaction, or refuses.
 *
 * @throws LedgerError NOT_PERMITTED when no row fits, which names the transaction and nothing of the caller
 */
export function authorise(table: readonly Permission[], contract: string, transaction: string, actor: Actor): void {
  const fits = table.some(
    (row) =>
      row.contract === contract &&
      row.transaction === transaction &&
      (row.organisations === 'any' || row.organisations.includes(actor.kind)) &&
      (row.roles === 'any' || row.roles.includes(actor.role)),
  );
  if (!fits)
    throw new LedgerError('NOT_PERMITTED', `${contract}:${transaction} is not open to this organisation and role`);
}

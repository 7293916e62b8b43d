/** Mistakes in a declaration fail when the package loads, with a sentence that says which. */
import 'reflect-metadata';
import type { Consortium } from '@theriac/domain/consortium';
import type { Permission } from '@theriac/domain/ledger';
import type { TheriacContract } from './theriac-contract';

/** The names of a contract's transactions, as `@Transaction()` recorded them. */
export function transactionsOf(contract: TheriacContract): readonly string[] {
  const recorded: unknown = Reflect.getMetadata('fabric:transactions', contract);
  return Array.isArray(recorded) ? recorded.map((transaction: { readonly name: string }) => transaction.name) : [];
}

/**
 * Checks that transactions and permission rows name one another, and that the consortium names contracts that exist.
 *
 * @throws Error with every fault
 */
export function checkDeclarations(
  contracts: readonly TheriacContract[],
  permissions: readonly Permission[],
  consortium: Consortium,
): void {
  const declared = new Set(contracts.flatMap((one) => transactionsOf(one).map((name) => `${one.getName()}:${name}`)));
  const permitted = new Set(permissions.map((row) => `${row.contract}:${row.transaction}`));
  const names = new Set(contracts.map((one) => one.getName()));
  const faults = [
    ...[...declared].filter((name) => !permitted.has(name)).map((name) => `${name} has no row in the permission table`),
    ...[...permitted]
      .filter((name) => !declared.has(name))
      .map((name) => `${name} has a permission but is no transaction`),
    ...consortium.channels.flatMap((channel) =>
      channel.contracts
        .filter((name) => !names.has(name))
        .map((name) => `channel ${channel.name} names the contract ${name}, which this package does not hold`),
    ),
  ];
  if (faults.length > 0) throw new Error(`the chaincode does not load: ${faults.join('; ')}`);
}

/** What every contract is: a name, and the kind of context that its transactions work with. */
import { Contract } from 'fabric-contract-api';
import type { TheriacContext } from './theriac-context';

/**
 * A contract of Theriac. Each transaction is a method with `@Transaction()` that takes the context and at most one
 * JSON text, and returns JSON text; `createContext` must work on the prototype, where the decorator calls it.
 */
export abstract class TheriacContract extends Contract {
  abstract override createContext(): TheriacContext;
}

/** How the list of contracts names one: it is built once for each process. */
export type ContractClass = new () => TheriacContract;

/** Every contract that the package holds; the consortium file says which stands on which channel. */
import { AnchorsContract } from './anchors/anchors.contract';
import { EhrAccessContract } from './ehr/ehr-access.contract';
import type { ContractClass } from './ledger';
import { DrugSupplyContract } from './supply/supply.contract';

/** The contracts of the package. */
export const CONTRACTS: readonly ContractClass[] = [AnchorsContract, DrugSupplyContract, EhrAccessContract];

/** The façade of `DrugSupply`: it and the clients of containers, custody and packing alone know the transactions’ names. */
import {
  type AssignCompanyPrefix,
  type CompanyPrefixAssigned,
  companyPrefixAssignedSchema,
  type LedgerVerdict,
  ledgerVerdictsSchema,
  type Lot,
  lotSchema,
  type NumberedPage,
  type PagesWritten,
  pagesWrittenSchema,
  type PartAbandoned,
  partAbandonedSchema,
  type PartRegistered,
  partRegisteredSchema,
  type PartSealed,
  partSealedSchema,
  type Product,
  type ProductRegistered,
  productRegisteredSchema,
  productSchema,
  type RegisterPart,
  type RegisterProduct,
  type VerifyPack,
  type WritePages,
} from '@theriac/domain/supply';
import type { Gtin, LotNumber } from '@theriac/domain/gs1';
import type { Caller } from '../caller/caller';
import type { ChannelLedger, Committed } from '../ledger/channel-ledger';

/** The contract's name, as permission rows and the consortium file write it. */
export const SUPPLY_CONTRACT = 'DrugSupply';

/** A lot's key. */
export interface LotKey {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
}

/**
 * What the drug chain's contract does. Every method may throw a LedgerError: the contract's refusal, LedgerUnavailable,
 * or, for what is submitted, OutcomeUnknown; sending the same again is safe, since the contract answers it once.
 *
 * `reference` names what a submit is done for, so that a crash's leftovers are found again.
 */
export class SupplyClient {
  constructor(private readonly ledger: ChannelLedger) {}

  /** The regulator gives a company prefix to an organisation. */
  assignCompanyPrefix(
    caller: Caller,
    command: AssignCompanyPrefix,
    reference: string,
  ): Promise<Committed<CompanyPrefixAssigned>> {
    const transaction = `${SUPPLY_CONTRACT}:AssignCompanyPrefix`;
    return this.ledger.submit(caller, transaction, command, companyPrefixAssignedSchema, { reference });
  }

  /** A maker registers what a GTIN stands for. */
  registerProduct(caller: Caller, command: RegisterProduct, reference: string): Promise<Committed<ProductRegistered>> {
    const transaction = `${SUPPLY_CONTRACT}:RegisterProduct`;
    return this.ledger.submit(caller, transaction, command, productRegisteredSchema, { reference });
  }

  /** @throws LedgerError PRODUCT_NOT_FOUND */
  readProduct(caller: Caller, gtin: Gtin): Promise<Product> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadProduct`, { gtin }, productSchema);
  }

  /** A maker opens a registration: its manifest is fixed. */
  registerPart(caller: Caller, command: RegisterPart, reference: string): Promise<Committed<PartRegistered>> {
    const transaction = `${SUPPLY_CONTRACT}:RegisterPart`;
    return this.ledger.submit(caller, transaction, command, partRegisteredSchema, { reference });
  }

  /** Writes a batch's pages: they travel as transient data, so that the block has them once, as writes. */
  writePages(
    caller: Caller,
    command: WritePages,
    pages: readonly NumberedPage[],
    reference: string,
  ): Promise<Committed<PagesWritten>> {
    const transient = Object.fromEntries(pages.map(({ number, bytes }) => [String(number), bytes]));
    const transaction = `${SUPPLY_CONTRACT}:WritePages`;
    return this.ledger.submit(caller, transaction, command, pagesWrittenSchema, { transient, reference });
  }

  /** A part is whole. @throws LedgerError PART_INCOMPLETE while a batch is missing */
  sealPart(caller: Caller, registration: string, reference: string): Promise<Committed<PartSealed>> {
    const transaction = `${SUPPLY_CONTRACT}:SealPart`;
    return this.ledger.submit(caller, transaction, { registration }, partSealedSchema, { reference });
  }

  /** A maker gives a registration up before its seal. @throws LedgerError PART_NOT_FOUND, PART_ALREADY_SEALED */
  abandonPart(caller: Caller, registration: string, reference: string): Promise<Committed<PartAbandoned>> {
    const transaction = `${SUPPLY_CONTRACT}:AbandonPart`;
    return this.ledger.submit(caller, transaction, { registration }, partAbandonedSchema, { reference });
  }

  /** @throws LedgerError LOT_NOT_FOUND */
  readLot(caller: Caller, { gtin, lot }: LotKey): Promise<Lot> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:ReadLot`, { gtin, lot }, lotSchema);
  }

  /** The ledger's verdicts on up to `MOST_PACKS_A_QUESTION` packs, in their order, as it is now on the own peer. */
  verifyPacks(caller: Caller, packs: readonly VerifyPack[]): Promise<LedgerVerdict[]> {
    return this.ledger.evaluate(caller, `${SUPPLY_CONTRACT}:VerifyPacks`, { packs }, ledgerVerdictsSchema);
  }
}

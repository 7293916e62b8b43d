/** Begins registrations: what stands on the ledger is asked first, then everything is written in one transaction. */
import { randomBytes } from 'node:crypto';
import type { CalendarDate, Gtin, Serial } from '@theriac/domain/gs1';
import { LedgerError } from '@theriac/domain/ledger';
import { commitLotSecret, MOST_PARTS } from '@theriac/domain/supply';
import type { Caller } from '../../caller/caller';
import type { Transaction } from '../../database';
import type { Jobs } from '../../jobs';
import type { LotSecretStore } from '../lot-secrets/lot-secrets.store';
import { nodeDigest } from '../node-digest';
import type { LotKey, SupplyClient } from '../supply.client';
import type { RegisterPartJob } from './register-part.job';
import type { RegistrationStore } from './registrations.store';
import type { WholeIndex } from './whole-index';

/** A lot as a part is to be registered for it. */
export interface LotTerms extends LotKey {
  readonly expiry: CalendarDate;
}

/** A part to register: packs of one lot, in any order, each once. */
export interface NewPart extends LotTerms {
  readonly serials: ReadonlySet<Serial> | readonly Serial[];
  /** Members of the channel that get the lot's secret. */
  readonly secretTo: readonly string[];
  /** Names the command: a job is started once for it. */
  readonly reference: string;
  readonly capture?: string;
}

/** A registration that has begun. */
export interface BegunRegistration {
  readonly registration: string;
  readonly job: string;
}

/** What beginning needs. */
export interface BeginningParts {
  readonly supply: SupplyClient;
  readonly registrations: RegistrationStore;
  readonly secrets: LotSecretStore;
  readonly wholeIndex: WholeIndex;
  readonly kind: RegisterPartJob;
  readonly jobs: Jobs;
}

/** Begins registrations, one lot at a time. */
export class RegistrationBeginner {
  constructor(private readonly parts: BeginningParts) {}

  /** Says that a transaction in which registrations began has been committed. */
  nudge(): void {
    this.parts.jobs.nudge();
  }

  /** @throws LedgerError SERIAL_INDEX_INCOMPLETE while the own index cannot tell duplicates of one of the products */
  requireWholeIndex(gtins: Iterable<Gtin>): Promise<void> {
    return this.parts.wholeIndex.require(new Set(gtins));
  }

  /**
   * Asks the ledger whether this organisation may register a part for the lot.
   *
   * @throws LedgerError PRODUCT_NOT_REGISTERED, PRODUCT_NOT_OWNED, LOT_MISMATCH, LOT_FULL
   */
  async requireOpenLot(caller: Caller, { gtin, lot, expiry }: LotTerms): Promise<void> {
    const product = await found('PRODUCT_NOT_FOUND', this.parts.supply.readProduct(caller, gtin));
    if (product === undefined)
      throw new LedgerError('PRODUCT_NOT_REGISTERED', 'no product with this GTIN is registered in this network');
    if (product.organisation !== caller.organisation)
      throw new LedgerError('PRODUCT_NOT_OWNED', 'the product is another organisation’s');
    const known = await found('LOT_NOT_FOUND', this.parts.supply.readLot(caller, { gtin, lot }));
    // A lot whose every registration was abandoned binds nothing.
    if (known === undefined || known.parts.length === 0) return;
    if (known.expiry !== expiry) throw new LedgerError('LOT_MISMATCH', `the lot’s expiry is ${known.expiry}`);
    if (known.parts.length >= MOST_PARTS) throw new LedgerError('LOT_FULL', `the lot has ${MOST_PARTS} parts`);
    const held = await this.parts.secrets.find({ gtin, lot });
    const isOurs = held !== undefined && commitLotSecret(nodeDigest, held.secret, gtin, lot) === known.secretCommitment;
    if (!isOurs) throw new LedgerError('LOT_MISMATCH', 'this gateway does not hold the lot’s secret');
  }

  /** Lets this transaction alone change the serials of a product; several products in one order, for all transactions. */
  async lock(gtins: Iterable<Gtin>, transaction: Transaction): Promise<void> {
    for (const gtin of [...new Set(gtins)].sort()) await this.parts.registrations.lockProduct(gtin, transaction);
  }

  /**
   * Writes secret, registration, packs and job. The product must be locked, and the serials looked up in the index.
   *
   * @throws LedgerError LOT_MISMATCH when another registration of the lot, not yet on the ledger, has another expiry
   */
  async begin(caller: Caller, part: NewPart, transaction: Transaction): Promise<BegunRegistration> {
    const { registrations, secrets, jobs, kind } = this.parts;
    const { gtin, lot, expiry, serials, secretTo, reference, capture } = part;
    await secrets.draw({ gtin, lot }, caller.organisation, transaction);
    await this.requireSameExpiry(part, transaction);
    const id = randomBytes(16).toString('hex');
    const job = await jobs.start(kind, { reference, caller, input: { registration: id } }, transaction);
    const packs = 'size' in serials ? serials.size : serials.length;
    const row = { id, gtin, lot, expiry, packs, secretTo, job, reference, capture: capture ?? null };
    await registrations.insert(row, serials, transaction);
    return { registration: id, job };
  }

  /** @throws LedgerError LOT_MISMATCH */
  async requireSameExpiry({ gtin, lot, expiry }: LotTerms, transaction: Transaction): Promise<void> {
    const own = await this.parts.registrations.expiryOf({ gtin, lot }, transaction);
    if (own !== undefined && own !== expiry) throw new LedgerError('LOT_MISMATCH', `the lot’s expiry is ${own}`);
  }
}

async function found<T>(missing: 'PRODUCT_NOT_FOUND' | 'LOT_NOT_FOUND', reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof LedgerError && error.code === missing) return undefined;
    throw error;
  }
}

/** People at work while processes die: two release officers with lots, one with products, one who scans, and a case on its way. */
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkDigit } from '@theriac/domain/gs1';
import { z } from 'zod';
import type { AcknowledgedLot, Book } from './book';
import { Deliveries, endOf } from './deliveries';
import type { PatientUser } from './patient-user';
import { scanGenuine, scanMadeUp, SCANNERS } from './scans';

const EXPIRY = '2030-06-30';
const PACKS = 20;
const LOT_OFFICERS = 2;
/** A verdict on each of so many scans is about a made-up pack. */
const MADE_UP_EVERY = 5;
/** Scans are of one of so many of the newest lots. */
const RECENT = 4;
/** People pause: the machine has to carry seven organisations besides. */
const BREATH_MS = 150;
const OFFICER = { at: 'manufacturer', as: 'release-officer' } as const;

const committedSchema = z.object({ transactionId: z.string() });
const registeredSchema = z.object({ transactions: z.object({ registered: z.string(), sealed: z.string() }) });
const EXAMPLE = JSON.parse(readFileSync(join(__dirname, '..', '..', 'examples', 'product.json'), 'utf8')) as Readonly<
  Record<string, unknown>
>;

/** Work that goes on until it is told to end. */
export class Load {
  /** Drawn anew in each run: the ledger of the test network may hold earlier runs. */
  readonly #companyPrefix = `95${String(randomInt(100_000)).padStart(5, '0')}`;
  readonly #working: Promise<unknown>[] = [];
  #products = 0;
  #isEnding = false;
  #failure: Error | undefined;

  constructor(
    private readonly user: PatientUser,
    private readonly book: Book,
  ) {}

  /** Sets the scene, then lets everybody work. */
  async start(): Promise<void> {
    const assigned = await this.user.ask(
      {
        ...{ at: 'regulator', as: 'inspector', path: '/v1/company-prefixes', key: randomUUID() },
        body: { companyPrefix: this.#companyPrefix, organisation: OFFICER.at },
      },
      committedSchema,
    );
    this.book.transactions.set(assigned.transactionId, `assigned ${this.#companyPrefix}`);
    const gtin = await this.#registerProduct();
    for (let officer = 1; officer <= LOT_OFFICERS; officer += 1) {
      this.#work((nth) => this.#registerLot(gtin, `F${this.#companyPrefix}-${officer}-${nth}`));
    }
    this.#work(() => this.#registerProduct());
    this.#work((nth) => this.#scan(nth));
    // Of a product of their own: the lots of the other stay with their maker.
    const delivered = await this.#registerProduct();
    const deliveries = new Deliveries(this.user, this.book, this.#companyPrefix);
    this.#work((nth) => deliveries.deliver(delivered, nth));
  }

  /** Whether a worker's work ended before its time. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** @throws what ended a worker's work before its time */
  check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Lets everybody end what they began. @throws what ended a worker's work before its time */
  async end(): Promise<void> {
    this.#isEnding = true;
    await Promise.all(this.#working);
    this.check();
  }

  #work(deed: (nth: number) => Promise<unknown>): void {
    const work = async (): Promise<void> => {
      for (let nth = 1; !this.#isEnding; nth += 1) {
        await deed(nth);
        await pause(BREATH_MS);
      }
    };
    this.#working.push(
      work().catch((error: unknown) => {
        this.#failure ??= error instanceof Error ? error : new Error(String(error));
      }),
    );
  }

  async #registerProduct(): Promise<string> {
    const digits = `0${this.#companyPrefix}${String(this.#products++).padStart(5, '0')}`;
    const gtin = `${digits}${checkDigit(digits)}`;
    const body = { ...EXAMPLE, gtin };
    const asking = { ...OFFICER, path: '/v1/products', key: `product-${gtin}`, body };
    const { transactionId } = await this.user.ask(asking, committedSchema);
    this.book.addProduct(gtin, transactionId);
    return gtin;
  }

  async #registerLot(gtin: string, lot: string): Promise<void> {
    const serials = Array.from({ length: PACKS }, (_, pack) => `${lot}.${pack}`);
    const path = `/v1/lots?${new URLSearchParams({ gtin, lot, expiry: EXPIRY }).toString()}`;
    const csv = `serial\n${serials.join('\n')}\n`;
    const result = await endOf(this.user, { ...OFFICER, path, csv, key: `lot-${lot}` });
    const { transactions } = registeredSchema.parse(result);
    this.book.addLot({ gtin, lot, serials, at: Date.now() }, transactions);
  }

  async #scan(nth: number): Promise<void> {
    const lot: AcknowledgedLot | undefined = this.book.lots.at(-1 - (nth % RECENT));
    if (lot === undefined) return;
    const scanner = SCANNERS[nth % SCANNERS.length] ?? SCANNERS[0];
    const { alert } =
      nth % MADE_UP_EVERY === 0
        ? await scanMadeUp(this.user, scanner, lot)
        : await scanGenuine(this.user, scanner, lot, nth);
    this.book.addVerdict(alert);
  }
}

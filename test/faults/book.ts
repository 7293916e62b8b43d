/** The book of what gateways acknowledged: what must be there in the end, whoever died in between. */

/** A lot whose job was answered as succeeded. */
export interface AcknowledgedLot {
  readonly gtin: string;
  readonly lot: string;
  readonly serials: readonly string[];
  /** When the acknowledgement came, in milliseconds since 1970. */
  readonly at: number;
}

/** A lot's case that the pharmacy has, and what it supplied out of it. */
export interface AcknowledgedDelivery {
  readonly gtin: string;
  readonly lot: string;
  readonly sscc: string;
  /** Serials. */
  readonly supplied: readonly string[];
  readonly left: readonly string[];
}

/** How much of each kind of work was acknowledged. */
export interface Counts {
  readonly lots: number;
  readonly products: number;
  readonly verdicts: number;
  /** Cases and packs that went one step further. */
  readonly movements: number;
}

/** Grows while workers work. */
export class Book {
  /** Transaction ids, with what each did. */
  readonly transactions = new Map<string, string>();
  readonly lots: AcknowledgedLot[] = [];
  /** Ended ones: of others some steps may have been acknowledged. */
  readonly deliveries: AcknowledgedDelivery[] = [];
  /** GTINs. */
  readonly products: string[] = [];
  /** Ids of alerts that a verdict named. */
  readonly alerts = new Set<string>();
  /** Answers after which a request was sent again, by what they said. */
  readonly setbacks = new Map<string, number>();
  #verdicts = 0;
  #movements = 0;

  get counts(): Counts {
    const [lots, products] = [this.lots.length, this.products.length];
    return { lots, products, verdicts: this.#verdicts, movements: this.#movements };
  }

  addLot(lot: AcknowledgedLot, transactions: { readonly registered: string; readonly sealed: string }): void {
    this.lots.push(lot);
    this.transactions.set(transactions.registered, `registered lot ${lot.lot}`);
    this.transactions.set(transactions.sealed, `sealed lot ${lot.lot}`);
  }

  addProduct(gtin: string, transactionId: string): void {
    this.products.push(gtin);
    this.transactions.set(transactionId, `registered product ${gtin}`);
  }

  addMovement(what: string, transactionId: string): void {
    this.#movements += 1;
    this.transactions.set(transactionId, what);
  }

  addVerdict(alert: string | undefined): void {
    this.#verdicts += 1;
    if (alert !== undefined) this.alerts.add(alert);
  }

  addSetback(what: string): void {
    this.setbacks.set(what, (this.setbacks.get(what) ?? 0) + 1);
  }

  /** The setbacks as one line, the most frequent first. */
  get setbackText(): string {
    const sorted = [...this.setbacks].sort(([, one], [, other]) => other - one);
    return sorted.map(([what, count]) => `${count} × ${what}`).join(', ');
  }
}

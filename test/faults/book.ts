/** The book of what gateways acknowledged: what must be there in the end, whoever died in between. */

/** A lot whose job was answered as succeeded. */
export interface AcknowledgedLot {
  readonly gtin: string;
  readonly lot: string;
  readonly serials: readonly string[];
  /** When the acknowledgement came, in milliseconds since 1970. */
  readonly at: number;
}

/** How much of each kind of work was acknowledged. */
export interface Counts {
  readonly lots: number;
  readonly products: number;
  readonly verdicts: number;
}

/** Grows while workers work. */
export class Book {
  /** Transaction ids, with what each did. */
  readonly transactions = new Map<string, string>();
  readonly lots: AcknowledgedLot[] = [];
  /** GTINs. */
  readonly products: string[] = [];
  /** Ids of alerts that a verdict named. */
  readonly alerts = new Set<string>();
  /** Answers after which a request was sent again, by what they said. */
  readonly setbacks = new Map<string, number>();
  #verdicts = 0;

  get counts(): Counts {
    return { lots: this.lots.length, products: this.products.length, verdicts: this.#verdicts };
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

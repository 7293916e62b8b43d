/** Raises and closes alerts, and tells the other holders by outbox. A flood of fake scans stays a handful of rows. */
import { randomUUID } from 'node:crypto';
import { instantOf, LedgerError } from '@theriac/domain/ledger';
import type { AlertCause, AlertClosure, Suspected } from '@theriac/domain/supply';
import type { Database } from '../database';
import type { OutboxStore } from '../outbox';
import { ALERT_CLOSED_MESSAGE, ALERT_MESSAGE } from './alert.messages';
import { type AlertRow, type AlertStore, subjectOf } from './alerts.store';

/** More new suspicions than this within the time below are one alert: a probe, or a scanner that is broken. */
const BURST = 100;
const BURST_MS = 10 * 60_000;

/** What raising and closing alerts needs. */
export interface AlertsParts {
  readonly db: Database;
  readonly store: AlertStore;
  readonly outbox: OutboxStore;
  readonly self: string;
}

/** Raises and closes alerts. */
export class Alerts {
  constructor(private readonly parts: AlertsParts) {}

  /**
   * Raises a suspicion about a pack or container, or counts it when it is open already.
   *
   * @param others who else holds it: the pack's maker or the other party, when known, and the regulator
   * @returns the alert's id
   */
  async raise(cause: AlertCause, suspected: Suspected, others: readonly string[]): Promise<string> {
    const { store, self } = this.parts;
    const known = await store.countAgain(self, cause, subjectOf(suspected));
    if (known !== undefined) return known;
    const isBurst = (await store.raisedWithin(self, BURST_MS)) >= BURST;
    return isBurst ? this.#raiseBurst(others) : this.#tell(cause, suspected, others);
  }

  /**
   * Closes an alert here and at its other holders. Closing it again is answered with how it was closed first.
   *
   * @throws LedgerError ALERT_NOT_FOUND
   */
  async close(id: string, closure: AlertClosure): Promise<AlertRow> {
    const { db, store, outbox, self } = this.parts;
    const at = instantOf(Date.now());
    const closed = await db.transaction(async (transaction) => {
      const row = await store.close({ id, closure, by: self, at }, transaction);
      for (const holder of row?.holders ?? []) {
        if (holder !== self) await outbox.owe(holder, ALERT_CLOSED_MESSAGE, { id, closure, at }, transaction);
      }
      return row;
    });
    const alert = closed ?? (await store.find(id));
    if (alert === undefined) throw new LedgerError('ALERT_NOT_FOUND', 'no alert has this id');
    return alert;
  }

  async #raiseBurst(others: readonly string[]): Promise<string> {
    const known = await this.parts.store.countAgain(this.parts.self, 'burst', subjectOf(undefined));
    return known ?? (await this.#tell('burst', undefined, others));
  }

  async #tell(cause: AlertCause, suspected: Suspected | undefined, others: readonly string[]): Promise<string> {
    const { db, store, outbox, self } = this.parts;
    const holders = [...new Set([self, ...others])];
    const about = suspected === undefined ? {} : 'container' in suspected ? suspected : { pack: suspected };
    const alert = { id: randomUUID(), cause, ...about, holders, at: instantOf(Date.now()) };
    const isNew = await db.transaction(async (transaction) => {
      const kept = await store.keep(alert, self, transaction);
      for (const holder of kept ? holders : []) {
        if (holder !== self) await outbox.owe(holder, ALERT_MESSAGE, alert, transaction);
      }
      return kept;
    });
    if (isNew) return alert.id;
    // Raised at the same moment by another scan.
    return (await store.countAgain(self, cause, subjectOf(suspected))) ?? alert.id;
  }
}

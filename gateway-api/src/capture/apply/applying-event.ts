/** One event while it is applied: its ids, what it decided, and the transactions that stand. */
import { createHmac } from 'node:crypto';
import type { EpcisEvent, ExceptionKind } from '@theriac/domain/epcis';
import type { ZodType } from 'zod';
import type { ExceptionStore } from '../../exceptions/exceptions.store';
import type { ApplicationRow, ApplicationStore } from './applications.store';
import type { Applying } from './event-applier';

/** Hexadecimal digits of an id on the ledger: 128 bits. */
const ID_DIGITS = 32;

/** An event with its row in the queue. */
export class ApplyingEvent implements Applying {
  constructor(
    private readonly row: ApplicationRow,
    readonly event: EpcisEvent,
    private readonly store: ApplicationStore,
    private readonly exceptions: ExceptionStore,
    private readonly signal: AbortSignal,
    private readonly interrupted: () => Error,
  ) {}

  get number(): number {
    return this.row.event;
  }

  get caller() {
    return this.row.caller;
  }

  id(of: string): string {
    return createHmac('sha256', Buffer.from(this.row.key, 'hex')).update(of).digest('hex').slice(0, ID_DIGITS);
  }

  async decide<T>(name: string, schema: ZodType<T>, decide: () => Promise<T>): Promise<T> {
    const known = await this.store.step(this.number, name);
    if (known !== undefined) return schema.parse(known.result);
    const result = await decide();
    await this.store.noteStep({ event: this.number, name, result }, this.store.db);
    return result;
  }

  async submit(name: string, send: (reference: string) => Promise<{ readonly transactionId: string }>): Promise<void> {
    if (this.signal.aborted) throw this.interrupted();
    if ((await this.store.step(this.number, name)) !== undefined) return;
    const { transactionId } = await send(`event:${this.row.key}:${name}`);
    await this.store.noteStep({ event: this.number, name, transactionId }, this.store.db);
  }

  except(kind: ExceptionKind, reason: string): Promise<void> {
    return this.exceptions.open({ kind, reason, event: this.number });
  }
}

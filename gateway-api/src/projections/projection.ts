/** A projection: what this organisation remembers of the ledger for lists and streams, rebuilt from blocks at will. */
import type { PgTable } from 'drizzle-orm/pg-core';
import { splitCompositeKey } from '@theriac/domain/ledger';
import type { ZodType } from 'zod';
import type { BlockReader } from '../blocks/block-listener';
import { NO_BODIES, type PrivateBodies } from '../blocks/private-events.port';
import type { Transaction } from '../database/database';
import type { BlockTransaction, ChaincodeEvent, KeyWrite, LedgerBlock } from '../ledger/ledger.port';
import { type RowChanges, rowChanges } from './row-changes';

/** Where a change stands, and what a handler writes its rows with. */
export interface ProjectionContext extends RowChanges {
  readonly block: LedgerBlock;
  readonly transaction: BlockTransaction;
  /** Anything else, in the same database transaction. */
  readonly work: Transaction;
}

/** Handles an event's payload, still as bytes. Made by {@link on}. */
export type EventHandler = (payload: Uint8Array, context: ProjectionContext) => Promise<void>;

/** Handles an event whose body lies in private data. Made by {@link onPrivate}. */
export interface PrivateEventHandler {
  /** @param body undefined when it was erased */
  readonly handleBody: (body: Uint8Array | undefined, context: ProjectionContext) => Promise<void>;
}

/** Handles a public write; the attributes are those of its composite key. */
export type WriteHandler = (
  write: { readonly attributes: readonly string[]; readonly value: KeyWrite['value'] },
  context: ProjectionContext,
) => Promise<void>;

/** Handles all public writes of one type that a transaction made. */
export type WritesHandler = (
  writes: readonly Parameters<WriteHandler>[0][],
  context: ProjectionContext,
) => Promise<void>;

/** What a projection is made of. */
export interface ProjectionDefinition {
  /** Raised when the handlers change what they write: the projections are then rebuilt at the next start. */
  readonly version: number;
  /** The channels that it reads; without it every channel. */
  readonly channels?: readonly string[];
  /** The tables that only this projection writes, and that a rebuild empties. */
  readonly tables: readonly PgTable[];
  /** By the event's name. */
  readonly events?: Readonly<Record<string, EventHandler | PrivateEventHandler>>;
  /** By the object type of the composite key, such as `lot`. A transaction's writes come before its event. */
  readonly writes?: Readonly<Record<string, WriteHandler>>;
  /**
   * By the object type too, but all of a transaction's at once, in this order and before `writes`: where it writes hundreds,
   * a statement for each would be most of the work.
   */
  readonly manyWrites?: Readonly<Record<string, WritesHandler>>;
}

/** A projection; its handlers run for valid transactions only. */
export interface Projection extends BlockReader {
  readonly version: number;
  readonly tables: readonly PgTable[];
  /** Whether it reads this channel. */
  reads(channel: string): boolean;
}

/** What a projection did not understand: its block is tried again until somebody mends it, and nothing is skipped. */
export class ProjectionFault extends Error {
  constructor(projection: string, block: LedgerBlock, transaction: BlockTransaction, what: string, cause: unknown) {
    super(`${projection} does not understand ${what} of ${transaction.transactionId} in block ${block.number}`, {
      cause,
    });
    this.name = 'ProjectionFault';
  }
}

/** An event's handler behind its schema. */
export function on<T>(
  schema: ZodType<T>,
  handle: (event: T, context: ProjectionContext) => Promise<void>,
): EventHandler {
  return (payload, context) => handle(schema.parse(JSON.parse(Buffer.from(payload).toString('utf8'))), context);
}

/**
 * The handler of an event that lies in private data, behind the schema of the whole event. Its block is applied once the own
 * peer has it.
 *
 * @param handle gets undefined for an event that was erased: what the block says of it stands in `context.transaction`
 */
export function onPrivate<T>(
  schema: ZodType<T>,
  handle: (event: T | undefined, context: ProjectionContext) => Promise<void>,
): PrivateEventHandler {
  const handleWhole = on(schema, handle);
  return {
    handleBody: (body, context) => (body === undefined ? handle(undefined, context) : handleWhole(body, context)),
  };
}

/** Declares a projection. */
export function projection(name: string, definition: ProjectionDefinition): Projection {
  const { version, channels, tables, events = {}, writes = {}, manyWrites = {} } = definition;
  return {
    name,
    version,
    tables,
    privateEvents: new Set(Object.keys(events).filter((one) => typeof events[one] === 'object')),
    reads: (channel) => channels?.includes(channel) ?? true,
    async apply(block, work, bodies = NO_BODIES) {
      for (const transaction of block.transactions) {
        const context = { block, transaction, work, ...rowChanges(work) };
        const split = transaction.writes.map(splitWrite);
        await applyMany(split, context);
        for (const write of split) await applyWrite(write, context);
        if (transaction.event !== undefined) await applyEvent(transaction.event, context, bodies);
      }
    },
  };

  async function applyMany(split: readonly SplitWrite[], context: ProjectionContext): Promise<void> {
    for (const [type, handle] of Object.entries(manyWrites)) {
      const some = split.filter(({ objectType }) => objectType === type);
      if (some.length > 0) await understood(`the writes of ${type}`, context, () => handle(some, context));
    }
  }

  async function applyWrite({ objectType, ...write }: SplitWrite, context: ProjectionContext): Promise<void> {
    const handle = own(writes, objectType);
    if (handle === undefined) return;
    await understood(`the write of a ${objectType}`, context, () => handle(write, context));
  }

  async function applyEvent(
    { name: eventName, payload }: ChaincodeEvent,
    context: ProjectionContext,
    bodies: PrivateBodies,
  ): Promise<void> {
    const handle = own(events, eventName);
    if (handle === undefined) return;
    await understood(`the event ${eventName}`, context, () =>
      typeof handle === 'function' ? handle(payload, context) : handlePrivate(handle, context, bodies),
    );
  }

  async function understood(what: string, context: ProjectionContext, handle: () => Promise<void>): Promise<void> {
    try {
      await handle();
    } catch (cause) {
      throw new ProjectionFault(name, context.block, context.transaction, what, cause);
    }
  }
}

/** A body that nobody asked for must not pass for one that was erased. */
async function handlePrivate(
  { handleBody }: PrivateEventHandler,
  context: ProjectionContext,
  bodies: PrivateBodies,
): Promise<void> {
  const { transactionId } = context.transaction;
  if (!bodies.has(transactionId)) throw new Error('its private event was not read');
  await handleBody(bodies.get(transactionId), context);
}

interface SplitWrite {
  readonly objectType: string;
  readonly attributes: readonly string[];
  readonly value: KeyWrite['value'];
}

function splitWrite({ key, value }: KeyWrite): SplitWrite {
  return { ...(splitCompositeKey(key) ?? { objectType: '', attributes: [] }), value };
}

/** A name from the ledger never finds what a plain object inherits. */
function own<T>(handlers: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(handlers, name) ? handlers[name] : undefined;
}

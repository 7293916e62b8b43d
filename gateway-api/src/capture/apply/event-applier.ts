/** What turns one kind of event into commands to the ledger, and what it works with. */
import type { Effect, EpcisEvent, ExceptionKind } from '@theriac/domain/epcis';
import type { ZodType } from 'zod';
import type { Caller } from '../../caller';

/** An event that is being applied. Whatever is done for it is done once, however often its process dies. */
export interface Applying {
  readonly number: number;
  readonly event: EpcisEvent;
  /** Who captured it: whose rights hold. */
  readonly caller: Caller;
  /** 128 bits for something on the ledger, the same whenever this event is applied. */
  id(of: string): string;
  /** Decides something once: what is decided stays, though the ledger changes while the event is applied. */
  decide<T>(name: string, schema: ZodType<T>, decide: () => Promise<T>): Promise<T>;
  /** Does something on the ledger and notes its transaction; what was noted is not done again. */
  submit(name: string, send: (reference: string) => Promise<{ readonly transactionId: string }>): Promise<void>;
  /** Leaves something for a person to resolve, though the event is applied. */
  except(kind: ExceptionKind, reason: string): Promise<void>;
}

/** The effect of a kind. */
export type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { readonly kind: Kind }>;

/** Applies events of one kind. */
export interface EventApplier<Kind extends Effect['kind']> {
  readonly kind: Kind;
  /**
   * Resolves when what the event says stands on the ledger.
   *
   * @throws LedgerError a refusal for good, for now, or for want of what precedes it: see `parking.ts`
   */
  apply(effect: EffectOf<Kind>, applying: Applying): Promise<void>;
}

/** In pieces of at most so many, with each one's place. */
export function inPieces<T>(all: readonly T[], most: number): readonly { readonly at: number; readonly some: T[] }[] {
  const pieces: { at: number; some: T[] }[] = [];
  for (let at = 0; at < all.length; at += most) pieces.push({ at, some: all.slice(at, at + most) });
  return pieces;
}

/** Custody is of containers: an event that moves single packs cannot be applied. */
import type { Things } from '@theriac/domain/epcis';
import { invalidInput } from '@theriac/domain/ledger';

/** @throws LedgerError INVALID_INPUT when an event names packs by themselves */
export function requireContainersOnly({ packs }: Things): void {
  if (packs.length > 0)
    throw invalidInput([{ field: 'epcList', rule: 'names packs by themselves: they travel in containers' }]);
}

/** Who must endorse the next change of a container. */
import type { Guard } from '../../ledger';
import type { Container } from './container.schema';

/**
 * Who holds a container and one other; while it is on its way sender or receiver. One that was put into another has no
 * policy of its own, since it moves by the other's: the first thing that happens to it after that one was opened sets it.
 * Nor has one that is gone: it depends on no holder any more, and no member and its one accomplice can take it.
 *
 * @param mspIdOf the MSP id of a member by its name
 */
export function guardOf({ parent, holder, shipment, gone }: Container, mspIdOf: (member: string) => string): Guard {
  if (parent !== undefined || gone !== undefined) return { rule: 'as-on-channel' };
  const from = mspIdOf(holder.organisation);
  if (shipment === undefined || shipment.to.organisation === holder.organisation)
    return { rule: 'holder-and-one-other', holder: from };
  return { rule: 'either-and-one-other', holders: [from, mspIdOf(shipment.to.organisation)] };
}

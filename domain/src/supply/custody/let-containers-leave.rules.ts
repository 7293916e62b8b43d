/** A holder lets containers leave for a place outside the network, where custody ends. */
import { type Actor, canonicalJson, type Decision, type Instant, invalidInput, refuseUnless } from '../../ledger';
import { type ContainerSituation, type Container, handsOf, requireFilled, requireStandingAt } from '../container';
import type { ContainersLeft } from './departure.events';
import type { Departure, LetContainersLeave } from './departure.schema';

/** What the ledger holds about containers that are to leave. */
export interface LeavingSituation {
  /** The departure with this id, if there is one. */
  readonly departure: Departure | undefined;
  /** Whether a member of the channel has the place that they go to. */
  readonly isPlaceOfMember: boolean;
  readonly containers: readonly ContainerSituation[];
}

/** What a departure writes. */
export interface LeftContainers {
  readonly departure: Departure;
  readonly containers: readonly Container[];
}

/**
 * Lets containers leave. The same again is a success, whatever became of them.
 *
 * @throws LedgerError DEPARTURE_ALREADY_RECORDED, INVALID_INPUT naming the place, SITE_MISSING, CONTAINER_INSIDE,
 * NOT_HOLDER, CONTAINER_OPENED, CONTAINER_IN_TRANSIT, CONTAINER_GONE, CONTAINER_NOT_FILLED
 */
export function letContainersLeave(
  { departure, isPlaceOfMember, containers }: LeavingSituation,
  command: LetContainersLeave,
  by: Actor,
  now: Instant,
): Decision<LeftContainers, ContainersLeft> {
  const from = handsOf(by);
  const leaving: Departure = { ...command, from, changedAt: now };
  if (departure !== undefined) {
    const isSame = canonicalJson({ ...departure, changedAt: now }) === canonicalJson(leaving);
    refuseUnless(isSame, 'DEPARTURE_ALREADY_RECORDED', 'the departure id stands for another departure');
    return { repeated: left(departure) };
  }
  if (isPlaceOfMember)
    throw invalidInput([
      { field: 'to', rule: 'must be a place outside this channel; to a member, containers are shipped' },
    ]);
  const gone = { how: 'left', departure: command.departure, to: command.to, at: now } as const;
  const state = containers.map((one): Container => {
    const container = requireStandingAt(one, from);
    requireFilled(one);
    return { ...container, gone, changedAt: now };
  });
  return { state: { departure: leaving, containers: state }, event: left(leaving) };
}

function left({ changedAt, ...departure }: Departure): ContainersLeft {
  return { type: 'ContainersLeft', version: 1, at: changedAt, ...departure };
}

/** Containers that left the network, or were lost, are in somebody's hands again. */
import type { Sscc } from '../../gs1';
import { type Actor, canonicalJson, type Decision, type Instant, refuseUnless } from '../../ledger';
import { type Container, handsOf, type Holder, type Lineage, standing, walkUp } from '../container';
import type { ContainersReadmitted } from './departure.events';
import type { Readmission, ReadmitContainers } from './departure.schema';
import { positionOf } from './lineage';

/** What the ledger holds about containers that are to be readmitted. */
export interface ReadmittingSituation {
  /** The readmission with this id, if there is one. */
  readonly readmission: Readmission | undefined;
  readonly lineages: readonly Lineage[];
}

/** What a readmission writes. */
export interface ReadmittedContainers {
  readonly readmission: Readmission;
  /** Those that came back, and those that some of them were taken out of. */
  readonly containers: readonly Container[];
}

/**
 * Takes containers into custody again, each by itself or out of one that is gone. Whoever has them in hand holds them: it
 * is a report of what has happened, flagged where another organisation held them last. The same again is a success,
 * whatever became of them.
 *
 * @throws LedgerError READMISSION_ALREADY_RECORDED, SITE_MISSING, CONTAINER_NOT_AWAY
 */
export function readmitContainers(
  { readmission, lineages }: ReadmittingSituation,
  command: ReadmitContainers,
  by: Actor,
  now: Instant,
): Decision<ReadmittedContainers, ContainersReadmitted> {
  const holder = handsOf(by);
  const flags = lineages.flatMap((lineage) => {
    const { organisation: lastHolder } = positionOf(lineage).place;
    return lastHolder === holder.organisation ? [] : [{ sscc: lineage[0].sscc, lastHolder }];
  });
  if (readmission !== undefined) {
    const { flags: _, ...first } = { ...readmission, changedAt: now };
    const isSame = canonicalJson(first) === canonicalJson({ ...command, holder, changedAt: now });
    refuseUnless(isSame, 'READMISSION_ALREADY_RECORDED', 'the readmission id stands for another readmission');
    return { repeated: readmitted(readmission) };
  }
  const state: Readmission = { ...command, holder, flags, changedAt: now };
  return {
    state: { readmission: state, containers: admitted(lineages, command.readmission, holder, now) },
    event: readmitted(state),
  };
}

function admitted(lineages: readonly Lineage[], readmission: string, holder: Holder, now: Instant): Container[] {
  const changed = new Map<Sscc, Container>();
  for (const lineage of lineages) {
    const [{ sscc }, parent] = lineage;
    const { outermost, isInside } = positionOf(lineage);
    const isAway = outermost.gone !== undefined && outermost.gone.how !== 'destroyed';
    refuseUnless(isAway, 'CONTAINER_NOT_AWAY', `${sscc} neither left nor was lost`);
    // A pallet and a case out of it may come back together: each change builds upon the other's.
    const { gone: _, ...container } = changed.get(sscc) ?? lineage[0];
    // What was stolen or destroyed with its pallet stays so without it.
    const status = walkUp(lineage).containers.find((one) => one.status !== undefined)?.status;
    const state = { ...standing({ container, parent }, holder), ...(status && { status }) };
    changed.set(sscc, { ...state, readmission, changedAt: now });
    if (!isInside || parent === undefined) continue;
    const from = changed.get(parent.sscc) ?? parent;
    const children = from.children.filter((child) => child !== sscc);
    changed.set(parent.sscc, { ...from, children, changedAt: now });
  }
  return [...changed.values()];
}

function readmitted({ changedAt, ...readmission }: Readmission): ContainersReadmitted {
  return { type: 'ContainersReadmitted', version: 1, at: changedAt, ...readmission };
}

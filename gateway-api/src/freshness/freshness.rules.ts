/** Whether what the own peer answers is fresh: the rule, over what was seen of the members' heights so far. */
import type { ChannelHeights } from './channel-heights.port';

/** One look at a channel's heights. */
export interface Sighting extends ChannelHeights {
  /** When it was asked for, milliseconds since 1970. */
  readonly at: number;
}

/**
 * - `fresh`: the own peer has what the members had a while ago
 * - `lagging`: it has not
 * - `alone`: it sees no other member, and cannot know
 * - `unanswered`: it has not said for a while what it sees
 */
export type Freshness = 'fresh' | 'lagging' | 'alone' | 'unanswered';

/**
 * A height counts once so many other members announce it. A peer signs its height and nobody can check it, so the highest
 * would let one member that announces an absurd one turn off every pharmacy's verifications, at a channel where the
 * byzantine orderers bear one liar too. docs/decisions/fresh-reads.md says what that leaves open.
 */
const WITNESSES = 2;

/**
 * The height that the members have reached, for sure: the highest one that two others announce, or the only other's when
 * no more can be seen. Undefined when none can.
 */
export function membersHeight({ others }: ChannelHeights): number | undefined {
  const highestFirst = [...others].sort((one, other) => other - one);
  return highestFirst[WITNESSES - 1] ?? highestFirst.at(-1);
}

/**
 * What is worth remembering of the past once there is a new sighting: back to the newest one that is old enough to judge
 * by. After a gap, or when nobody was seen, the watch begins anew.
 *
 * @param staleAfter milliseconds
 */
export function remember(past: readonly Sighting[], next: Sighting, staleAfter: number): readonly Sighting[] {
  const last = past.at(-1);
  if (last === undefined || next.at - last.at > staleAfter || last.others.length === 0) return [next];
  const oldest = past.findLastIndex(({ at }) => next.at - at >= staleAfter);
  return [...past.slice(Math.max(oldest, 0)), next];
}

/**
 * Whether the own peer is fresh now: it has reached what the members had `staleAfter` ago. While the watch is younger
 * than that, what they had at its beginning.
 */
export function judgeFreshness(seen: readonly Sighting[], now: number, staleAfter: number): Freshness {
  const last = seen.at(-1);
  if (last === undefined || now - last.at > staleAfter) return 'unanswered';
  if (last.others.length === 0) return 'alone';
  const mark = seen.findLast(({ at }) => now - at >= staleAfter) ?? seen[0] ?? last;
  return last.own >= (membersHeight(mark) ?? 0) ? 'fresh' : 'lagging';
}

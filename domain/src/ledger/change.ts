/** What a rule decides: the new state, the event that tells it, and who guards the key from now on. */
import type { Guard } from './endorsement';

/** The outcome of a command: nothing is saved but `state`, nothing is told but `event`. */
export interface Change<State, Event> {
  readonly state: State;
  readonly event: Event;
  /** When given, replaces the channel's endorsement policy for the state's key. */
  readonly guard?: Guard;
}

/** A command that has been carried out before: nothing is saved, nothing is told, and the answer is the first one's. */
export interface Repeated<Event> {
  readonly repeated: Event;
}

/** What a rule answers a command with, when it does not refuse. */
export type Decision<State, Event> = Change<State, Event> | Repeated<Event>;

/** Whether a decision only repeats an earlier one. */
export function isRepeated<State, Event>(decision: Decision<State, Event>): decision is Repeated<Event> {
  return 'repeated' in decision;
}

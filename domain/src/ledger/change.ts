/** What a rule decides: the new state, the event that tells it, and who guards the key from now on. */
import type { Guard } from './endorsement';

/** The outcome of a command: nothing is saved but `state`, nothing is told but `event`. */
export interface Change<State, Event> {
  readonly state: State;
  readonly event: Event;
  /** When given, replaces the channel's endorsement policy for the state's key. */
  readonly guard?: Guard;
}

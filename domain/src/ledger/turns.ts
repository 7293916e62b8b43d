/** Long work in turns: a rule pauses now and then, and who runs it decides whether others are served in between. */

/** Work that may be left aside after each `yield`, and its result. */
export type Turns<T> = Generator<void, T>;

/** Does the work without a pause. */
export function inOneGo<T>(turns: Turns<T>): T {
  for (;;) {
    const turn = turns.next();
    if (turn.done === true) return turn.value;
  }
}

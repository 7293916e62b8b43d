/** A figure: a measured value beside its reference, and whether it is as good as it must be. */

/** What a value, or its ratio to the reference, must be. */
export interface Goal {
  readonly of: 'value' | 'ratio';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** A measured value, before it is judged. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The same measure of the reference, in the same run and unit; null where nothing compares. */
  readonly reference: number | null;
  readonly goal: Goal;
}

/** As `--json` writes it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number | null;
  /** Value by reference. */
  readonly ratio: number | null;
  /** Such as `at most 200 ms` or `at most 2 times the reference`. */
  readonly goal: string;
  readonly met: boolean;
}

/** Judges a measured value. */
export function figure({ name, unit, value, reference, goal }: Measured): Figure {
  const ratio = reference === null ? null : value / reference;
  const judged = goal.of === 'value' ? value : ratio;
  if (judged === null) throw new Error(`${name} has a goal of a ratio and no reference`);
  const met = judged <= (goal.atMost ?? Infinity) && judged >= (goal.atLeast ?? -Infinity);
  return {
    name,
    value: rounded(value),
    unit,
    reference: reference === null ? null : rounded(reference),
    ratio: ratio === null ? null : rounded(ratio),
    goal: goalText(goal, unit),
    met,
  };
}

function goalText({ of, atMost, atLeast }: Goal, unit: string): string {
  const bound = atMost === undefined ? `at least ${atLeast ?? ''}` : `at most ${atMost}`;
  return of === 'value' ? `${bound} ${unit}` : `${bound} times the reference`;
}

/** Three digits say as much as a run on a shared machine knows. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

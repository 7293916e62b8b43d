/** Figures as a person reads them. */
import type { Figure } from './figure';
import type { Machine } from './machine';

const HEADINGS = ['figure', 'value', 'reference', 'ratio', 'goal', 'met'];

/** One line about the machine. */
export function machineText(machine: Machine): string {
  const { processor, cores, memoryGiB, system, node, fabric, loadBefore } = machine;
  return `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}, Fabric ${fabric}, load before ${loadBefore}`;
}

/** A table with a row for each figure. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map(rowOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rowOf({ name, value, unit, reference, ratio, goal, met }: Figure): string[] {
  return [
    name,
    `${value} ${unit}`,
    reference === null ? '' : `${reference} ${unit}`,
    ratio === null ? '' : String(ratio),
    goal,
    met ? 'yes' : 'NO',
  ];
}

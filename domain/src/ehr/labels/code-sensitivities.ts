/** Which sensitivities a code tells of, by the starter set. */
import { ICD_10 } from '../fhir';
import type { Code, Sensitivity } from '../item';
import { CODE_ROWS, SYSTEM_NAMES } from './code-labels.table';

/** The rows of one system: whole codes, and what codes begin with. */
interface SystemRows {
  readonly whole: Map<string, readonly Sensitivity[]>;
  readonly prefixes: Map<string, readonly Sensitivity[]>;
}

const BY_SYSTEM = indexRows();

/** The sensitivities that a code tells of; none when the set does not know it. */
export function sensitivitiesOfCode({ system, code }: Code): Sensitivity[] {
  const name = SYSTEM_NAMES.get(system) ?? system;
  const rows = BY_SYSTEM.get(name);
  if (rows === undefined) return [];
  // ICD-10 is written with and without its dot.
  const plain = name === ICD_10 ? code.replace('.', '').toUpperCase() : code;
  const found = [...(rows.whole.get(plain) ?? [])];
  for (const [prefix, sensitivities] of rows.prefixes) if (plain.startsWith(prefix)) found.push(...sensitivities);
  return found;
}

function indexRows(): ReadonlyMap<string, SystemRows> {
  const bySystem = new Map<string, SystemRows>();
  for (const { system, codes, isPrefix, sensitivities } of CODE_ROWS) {
    const rows = bySystem.get(system) ?? { whole: new Map(), prefixes: new Map() };
    for (const code of codes) (isPrefix ? rows.prefixes : rows.whole).set(code, sensitivities);
    bySystem.set(system, rows);
  }
  return bySystem;
}

/** Reads a table of settings from the environment: a gateway has one, and so has each process beside it. */
import { ConfigError } from './config-error';
import type { Setting } from './setting';

/** A table. A key is a property of what is read; a row without default is required. */
export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

/** What a table's variables hold. */
export type ValuesOf<Table extends SettingTable> = {
  readonly [Key in keyof Table]: Table[Key] extends Setting<infer T> ? T : never;
};

/**
 * Reads every variable of a table.
 *
 * @param contradictions says what no single variable shows
 * @throws ConfigError with every variable that is missing or wrong
 */
export function readSettings<Table extends SettingTable>(
  table: Table,
  environment: Readonly<Record<string, string | undefined>>,
  contradictions: (values: ValuesOf<Table>) => readonly string[],
): ValuesOf<Table> {
  const faults: string[] = [];
  const read = Object.entries(table).map(([key, row]) => {
    // An empty variable counts as missing: compose files and shells write it so.
    const text = environment[row.name] === '' ? undefined : environment[row.name];
    const given = text ?? row.default;
    if (given === undefined) {
      faults.push(`${row.name} is missing: ${row.description}`);
      return [key, undefined];
    }
    const parsed = row.schema.safeParse(given);
    if (!parsed.success) faults.push(`${row.name} ${parsed.error.issues[0]?.message ?? 'is wrong'}`);
    return [key, parsed.data];
  });
  const values = Object.fromEntries(read) as ValuesOf<Table>;
  if (faults.length === 0) faults.push(...contradictions(values));
  if (faults.length > 0) throw new ConfigError(faults);
  return values;
}

/** Runs a command's body: help text on `--help`, one clear line and exit code 1 for what goes wrong. */
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A command's options, besides `--help`. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command says of itself. */
export interface CommandHelp {
  /** The line after `usage:`. */
  readonly usage: string;
  /** What it does, and each option, as lines. */
  readonly lines: readonly string[];
}

/** What the command line held. */
export interface CommandLine {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

/** Parses the command line, then runs the body; an error becomes its message, the stack only with THERIAC_DEBUG set. */
export async function runCommandLine(
  help: CommandHelp,
  options: Options,
  body: (line: CommandLine) => Promise<void>,
): Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help === true) {
      console.log([`usage: ${help.usage}`, '', ...help.lines].join('\n'));
      return;
    }
    await body({ values, positionals });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    console.error(process.env.THERIAC_DEBUG === undefined ? text : error);
    if (text.startsWith('Unknown option')) console.error(`usage: ${help.usage}`);
    process.exitCode = 1;
  }
}

/** The option that names a network. */
export const NETWORK_OPTION = { network: { type: 'string', default: 'local' } } as const satisfies Options;

/** The text value of an option that has a default. */
export function textOption(line: CommandLine, name: string): string {
  const value = line.values[name];
  if (typeof value !== 'string') throw new Error(`--${name} wants a value`);
  return value;
}

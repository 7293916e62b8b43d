/** Which organisations a command is about. */
import type { NetworkPlace } from '@theriac/network';
import { textOption, type CommandLine } from '../network/run-command';

/**
 * The one of `--organisation`, or all.
 * @throws {Error} listing them, when there is none of that name.
 */
export function organisationsOf(place: NetworkPlace, line: CommandLine): string[] {
  const all = place.topology.organisations.map(({ name }) => name);
  if (line.values.organisation === undefined) return all;
  const organisation = textOption(line, 'organisation');
  if (!all.includes(organisation))
    throw new Error(`there is no organisation '${organisation}', only ${all.join(', ')}`);
  return [organisation];
}

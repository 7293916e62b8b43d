/** Shows the certificates of a network. */
import { certificateInventory, certificateLines, needsAttention, type NetworkPlace } from '@theriac/network';
import type { CommandLine } from '../network/run-command';
import { organisationsOf } from './organisations';

/** Prints them; the exit code is 1 when one needs attention. */
export function listCertificates(place: NetworkPlace, line: CommandLine): void {
  const organisations = organisationsOf(place, line);
  const all = certificateInventory(place, new Date());
  const shown = all.filter(({ organisation }) => organisations.includes(organisation));
  if (line.values.json === true) console.log(JSON.stringify(shown, null, 2));
  else for (const text of certificateLines(shown)) console.log(text);
  if (shown.some(needsAttention)) process.exitCode = 1;
}

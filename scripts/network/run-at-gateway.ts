/** Runs a program of the gateway with the environment of one organisation's gateway on a network. */
import { join } from 'node:path';
import { gatewayEnvironment, portsIn } from '@theriac/network';
import { databaseUrl } from '@theriac/network/database';
import { runCommand } from '../checks/command-step';
import { CHECKOUT, placeOf } from './local-network';
import { type CommandHelp, NETWORK_OPTION, runCommandLine, textOption } from './run-command';

/**
 * The body of a command whose one argument is an organisation; its exit code is the program's.
 *
 * @param program a file of gateway-api's `dist`
 */
export async function runAtGateway(help: CommandHelp, program: string): Promise<void> {
  await runCommandLine(help, NETWORK_OPTION, async (line) => {
    const place = placeOf(textOption(line, 'network'));
    const [organisation] = line.positionals;
    const known = place.topology.organisations.map(({ name }) => name);
    if (organisation === undefined || !known.includes(organisation)) {
      throw new Error(`name one of ${known.join(', ')}; usage: ${help.usage}`);
    }
    const url = databaseUrl(place.layout.state, portsIn(place, organisation).database, organisation);
    process.exitCode = await runCommand({
      args: [join(CHECKOUT, 'gateway-api', 'dist', program)],
      env: gatewayEnvironment(place, organisation, url),
    });
  });
}

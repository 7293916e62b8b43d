/**
 * The one-shot service of docker-compose.yaml that sets the consortium up: certificates, channels, lifecycle, databases.
 * It goes through the same steps as the native start, and can be repeated and interrupted like it.
 */
import { rmSync } from 'node:fs';
import { startSteps } from '../cli/start-steps';
import { runAsLines } from '../cli/steps';
import { databaseUrl, ensureOrganisationDatabases } from '../database';
import { gatewayProcess } from '../native/gateway-process';
import { prepareIssuer } from '../native/issuer-process';
import type { NativeNetwork } from '../native/native-network';
import { peerName } from '../native/peer-process';
import { databasePort, enrolmentProcesses, issuerProcesses } from '../native/processes';
import { loadTopology } from '../topology';
import { DATABASE, NODES_MAY_START } from './container-files';
import { ContainerGate } from './container-gate';
import { containerNetwork } from './container-network';

async function setUp(network: NativeNetwork): Promise<void> {
  const names = network.topology.organisations.map(({ name }) => name);
  rmSync(NODES_MAY_START, { force: true });
  const gate = new ContainerGate(network.layout, names.map(peerName), NODES_MAY_START);
  const run = runAsLines((line) => process.stdout.write(`${line}\n`));
  await run([
    ...startSteps({ network, supervisor: gate, gateways: false, added: [] }),
    { title: 'Databases are there', run: () => prepareGateways(network, names, gate) },
  ]);
}

async function prepareGateways(network: NativeNetwork, names: readonly string[], gate: ContainerGate): Promise<void> {
  const { state } = network.layout;
  const port = databasePort(network);
  await ensureOrganisationDatabases(state, port, names, DATABASE);
  prepareIssuer(network);
  await gate.start([
    ...issuerProcesses(network),
    ...enrolmentProcesses(network),
    ...names.map((name) => gatewayProcess(network, name, databaseUrl(state, port, name, DATABASE))),
  ]);
}

process.umask(0o077);
void setUp(containerNetwork(loadTopology()));

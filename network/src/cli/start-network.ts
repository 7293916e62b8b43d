/** Starts a network from whatever state it is in, and holds it until it is told to stop. */
import { existsSync, mkdirSync } from 'node:fs';
import type { AddedChaincode } from '../chaincode-package';
import { ensureFabric, type FabricBinaries } from '../fabric-build';
import type { NativeNetwork } from '../native/native-network';
import { gatewayEntry } from '../native/processes';
import { claimNetwork, endLeftovers, releaseNetwork, Supervisor } from '../processes';
import { claimsOf, runsOf, type NetworkPlace } from './network-place';
import { startSteps } from './start-steps';
import type { StepRunner } from './steps';

/** How to start. */
export interface StartOptions extends NetworkPlace {
  readonly runSteps: StepRunner;
  /** Told of what happens on its own: a process that died, one that had to be killed. */
  readonly report: (event: string) => void;
  /** Chaincode that a test network carries beside the consortium's. */
  readonly added?: readonly AddedChaincode[];
  /** Ends the start at its next step, as when somebody presses Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Without it the ledger alone is started; by default when the gateway is compiled. */
  readonly gateways?: boolean;
  /** Of every gateway, beside those that follow from the topology. */
  readonly gatewaySettings?: Readonly<Record<string, string>>;
}

/** A network that stands, with every gateway ready. */
export interface RunningNetwork {
  readonly network: NativeNetwork;
  readonly supervisor: Supervisor;
  /** Ends everything in good order; state stays. */
  stop(): Promise<void>;
}

/**
 * Starts everything and waits until it is ready. What a killed start or a killed supervisor left is taken up: running
 * processes are ended first, finished steps are not done again.
 * @throws {AlreadyRunningError} when another process supervises this network.
 * @throws {PortsTakenError} naming each taken port with its owner.
 */
export async function startNetwork(options: StartOptions): Promise<RunningNetwork> {
  mkdirSync(options.layout.state, { recursive: true, mode: 0o700 });
  const claims = claimsOf(options);
  const runs = runsOf(options);
  claimNetwork(claims);
  const supervisor = new Supervisor({ runs, logs: options.layout.logs, report: options.report });
  const stop = async (): Promise<void> => {
    await supervisor.stop();
    releaseNetwork(claims);
  };
  try {
    const left = await endLeftovers(runs);
    if (left.length > 0)
      options.report(`ended ${left.length} processes that an earlier supervisor left: ${left.join(', ')}`);
    const network = { ...options, fabric: await fabricFor(options) };
    const gateways = options.gateways ?? existsSync(gatewayEntry(options.checkout));
    const steps = startSteps({ network, supervisor, gateways, added: options.added ?? [] });
    await options.runSteps(steps.map((step) => ({ ...step, run: interruptible(step.run, options.signal) })));
    return { network, supervisor, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Building takes minutes the first time, so it is a step of its own, which the others need the outcome of. */
async function fabricFor(options: StartOptions): Promise<FabricBinaries> {
  let fabric: FabricBinaries | undefined;
  await options.runSteps([
    {
      title: `Fabric ${options.topology.fabric.core} is built`,
      run: interruptible(async (say) => {
        fabric = await ensureFabric({ report: say });
      }, options.signal),
    },
  ]);
  if (fabric === undefined) throw new Error('the step that builds Fabric did not run');
  return fabric;
}

type Run = (say: (detail: string) => void) => Promise<void>;

/** A step that fails as soon as the start is given up; what it began is ended with the processes. */
function interruptible(run: Run, signal: AbortSignal | undefined): Run {
  if (signal === undefined) return run;
  return async (say) => {
    signal.throwIfAborted();
    let giveUp: () => void = () => undefined;
    const givenUp = new Promise<never>((_resolve, reject) => {
      giveUp = () => {
        reject(signal.reason as Error);
      };
    });
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await Promise.race([run(say), givenUp]);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  };
}

/** What has to be done to a network until it is ready; each step looks first whether it was done. */
import { issueCertificates, prepareCertificateAuthority } from '../certificates';
import {
  addedSource,
  chaincodePackage,
  consortiumSource,
  unpackChaincode,
  writeBuilder,
  writeConnection,
  type AddedChaincode,
  type ChaincodePackage,
} from '../chaincode-package';
import { ensureGenesisBlocks } from '../channels/genesis-block';
import { joinOrderer } from '../channels/join-orderer';
import { joinPeer } from '../channels/join-peer';
import { ensureOrganisationDatabases, prepareDatabase } from '../database';
import { deployEverywhere, type PackagedAddition } from '../lifecycle/deploy-network';
import { installChaincode } from '../lifecycle/install-chaincode';
import { openPeerSession, type PeerSession } from '../lifecycle/peer-session';
import { chaincodeName, chaincodePort } from '../native/chaincode-process';
import { writeConsortium } from '../native/consortium-file';
import { prepareIssuer } from '../native/issuer-process';
import { placementOf, type NativeNetwork } from '../native/native-network';
import { prepareOrderer } from '../native/orderer-process';
import { preparePeer } from '../native/peer-process';
import * as processes from '../native/processes';
import type { Supervisor } from '../processes';
import { waitForEnrolment } from '../readiness/wait-for-enrolment';
import { waitForGateways } from '../readiness/wait-for-gateways';
import { waitForIssuer } from '../readiness/wait-for-issuer';
import { doorsOf, waitUntilReady } from '../readiness/wait-until-ready';
import type { Step } from './steps';

/** Whoever starts processes, here or elsewhere. */
export type ProcessStarter = Pick<Supervisor, 'start'>;

/** What the steps work on. */
export interface StartContext {
  readonly network: NativeNetwork;
  readonly supervisor: ProcessStarter;
  readonly gateways: boolean;
  readonly added: readonly AddedChaincode[];
}

/** A package with the organisations whose peers run it. */
interface Placed {
  readonly chaincode: ChaincodePackage;
  readonly members: readonly string[];
}

/** The steps in their order. */
export function startSteps(context: StartContext): Step[] {
  const { network, supervisor } = context;
  const packages = new PackageShelf(context);
  const steps: Step[] = [
    {
      title: context.gateways ? 'Certificates are issued, the database runs' : 'Certificates are issued',
      run: async (say) => {
        const database = context.gateways ? startDatabase(network, supervisor) : Promise.resolve();
        await Promise.all([startAuthorities(network, supervisor, say), database]);
      },
    },
    {
      title: 'Orderers, peers and chaincode run',
      run: async () => {
        await Promise.all([ensureGenesisBlocks(network), packages.prepare()]);
        await startNodes(network, supervisor, packages.placed());
      },
    },
    {
      title: 'Channels are joined, contracts agreed',
      run: (say) => agreeOnContracts(network, packages, say),
    },
    {
      title: 'Every member gets proposals endorsed on every channel',
      run: async (say) => {
        // Gateways wait for their peers by themselves, so their start need not wait for this.
        if (context.gateways) await startGateways(network, supervisor);
        const waiting = new Set(doorsOf(network).map(({ organisation, channel }) => `${organisation} on ${channel}`));
        await waitUntilReady(network, ({ organisation, channel }) => {
          waiting.delete(`${organisation} on ${channel}`);
          if (waiting.size > 0 && waiting.size <= 3) say(`waiting for ${[...waiting].join(', ')}`);
        });
      },
    },
  ];
  return context.gateways ? [...steps, gatewayStep(network)] : steps;
}

async function startAuthorities(
  network: NativeNetwork,
  supervisor: ProcessStarter,
  say: (detail: string) => void,
): Promise<void> {
  await Promise.all(network.topology.organisations.map(({ name }) => prepareCertificateAuthority(network, name)));
  await supervisor.start(processes.authorityProcesses(network));
  await issueCertificates(network, { report: say });
}

async function startDatabase(network: NativeNetwork, supervisor: ProcessStarter): Promise<void> {
  await prepareDatabase(network.layout.state);
  await supervisor.start(processes.databaseProcesses(network));
  const names = network.topology.organisations.map(({ name }) => name);
  await ensureOrganisationDatabases(network.layout.state, processes.databasePort(network), names);
}

async function startNodes(
  network: NativeNetwork,
  supervisor: ProcessStarter,
  placed: readonly Placed[],
): Promise<void> {
  for (const organisation of network.topology.ordering.orderers) prepareOrderer(network, organisation);
  for (const { name } of network.topology.organisations) {
    preparePeer(network, name);
    writeBuilder(network.layout, name);
  }
  const servers = placed.flatMap(({ chaincode, members }) => {
    for (const name of members) {
      const host = placementOf(network).hostOf(chaincodeName(name, chaincode.label));
      writeConnection(network.layout, name, chaincode.label, chaincodePort(network, name, chaincode.label), host);
    }
    return processes.chaincodeProcesses(network, chaincode, members);
  });
  await supervisor.start([...processes.nodeProcesses(network), ...servers]);
}

async function startGateways(network: NativeNetwork, supervisor: ProcessStarter): Promise<void> {
  prepareIssuer(network);
  await supervisor.start([
    ...processes.issuerProcesses(network),
    ...processes.enrolmentProcesses(network),
    ...processes.gatewayProcesses(network),
  ]);
}

async function agreeOnContracts(
  network: NativeNetwork,
  packages: PackageShelf,
  say: (detail: string) => void,
): Promise<void> {
  const sessions = new Map<string, PeerSession>(
    network.topology.organisations.map(({ name }) => [name, openPeerSession(network, name, 'admin')]),
  );
  try {
    const orderers = network.topology.ordering.orderers.map((name) => joinOrderer(network, name));
    const peers = [...sessions.values()].map(async (session) => {
      await joinPeer(network, session);
      const own = packages.placed().filter(({ members }) => members.includes(session.organisation));
      for (const { chaincode } of own) await installChaincode(session, chaincode);
    });
    await Promise.all([...orderers, ...peers]);
    const deployments = await deployEverywhere(network, sessions, packages.consortium, packages.additions);
    for (const { channel, name, sequence, changed } of deployments) {
      if (changed) say(`${name} on ${channel}: sequence ${sequence} agreed`);
    }
  } finally {
    for (const session of sessions.values()) session.close();
  }
}

function gatewayStep(network: NativeNetwork): Step {
  return {
    title: 'Gateways are ready',
    run: async (say) => {
      const onReady = (organisation: string): void => {
        say(`${organisation} is ready`);
      };
      await Promise.all([waitForIssuer(network), waitForEnrolment(network), waitForGateways(network, { onReady })]);
    },
  };
}

/** The packages of this start: made once the roots are known, laid out for each organisation. */
class PackageShelf {
  private made: { readonly consortium: ChaincodePackage; readonly additions: readonly PackagedAddition[] } | undefined;

  constructor(private readonly context: StartContext) {}

  get consortium(): ChaincodePackage {
    return this.shelf.consortium;
  }

  get additions(): readonly PackagedAddition[] {
    return this.shelf.additions;
  }

  async prepare(): Promise<void> {
    const { network, added } = this.context;
    const consortium = writeConsortium(network);
    this.made = {
      consortium: await chaincodePackage(consortiumSource(network.checkout, consortium)),
      additions: await Promise.all(
        added.map(async (addition) => ({
          added: addition,
          chaincode: await chaincodePackage(addedSource(network.checkout, consortium, addition)),
        })),
      ),
    };
    for (const { chaincode, members } of this.placed()) {
      for (const name of members) await unpackChaincode(network.layout, name, chaincode);
    }
  }

  placed(): Placed[] {
    const { network } = this.context;
    return [
      { chaincode: this.consortium, members: network.topology.organisations.map(({ name }) => name) },
      ...this.additions.map(({ added, chaincode }) => ({
        chaincode,
        members: processes.membersOf(network, added.channel),
      })),
    ];
  }

  private get shelf(): { readonly consortium: ChaincodePackage; readonly additions: readonly PackagedAddition[] } {
    if (this.made === undefined) throw new Error('the chaincode packages were asked for before they were made');
    return this.made;
  }
}

/** Makes each channel's first block, once: a second making would be another channel of the same name. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { placementOf, portsIn, type NativeNetwork } from '../native/native-network';
import { ordererName } from '../native/orderer-process';
import { peerName } from '../native/peer-process';
import type { TopologyChannel } from '../topology';
import { ChannelBirth } from './channel-birth';
import { channelProfile, type ChannelPlaces } from './channel-profile';

const run = promisify(execFile);

/**
 * Makes the blocks that do not exist yet, side by side.
 * @throws {ChannelDiffersError} when the topology gives an existing channel another configuration than it was born with.
 */
export async function ensureGenesisBlocks(network: NativeNetwork): Promise<void> {
  mkdirSync(network.layout.genesis, { recursive: true, mode: 0o700 });
  await Promise.all(network.topology.channels.map((channel) => ensureGenesisBlock(network, channel)));
}

async function ensureGenesisBlock(network: NativeNetwork, channel: TopologyChannel): Promise<void> {
  const { layout, topology } = network;
  // How many endorse is a matter of the chaincode's definition, which a start does change.
  const lasting = channelProfile(topology, { ...channel, endorsements: 0 }, nativePlaces(network));
  const birth = new ChannelBirth(layout, channel.name, lasting);
  if (existsSync(layout.genesisBlock(channel.name))) {
    birth.requireSame();
    return;
  }
  birth.record();
  await makeGenesisBlock(network, channel);
}

async function makeGenesisBlock(network: NativeNetwork, channel: TopologyChannel): Promise<void> {
  const work = mkdtempSync(join(network.layout.genesis, `${channel.name}-`));
  try {
    const profile = channelProfile(network.topology, channel, nativePlaces(network));
    writeFileSync(join(work, 'configtx.yaml'), stringify({ Profiles: { [channel.name]: profile } }));
    const block = join(work, 'block');
    await run(
      network.fabric.configtxgen,
      ['-profile', channel.name, '-channelID', channel.name, '-outputBlock', block, '-configPath', work],
      { env: { ...process.env, FABRIC_LOGGING_SPEC: 'warning' } },
    );
    renameSync(block, network.layout.genesisBlock(channel.name));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function nativePlaces(network: NativeNetwork): ChannelPlaces {
  const { layout } = network;
  const { hostOf } = placementOf(network);
  return {
    mspFolder: (organisation) => layout.organisation(organisation, 'msp'),
    peer: (organisation) => ({ host: hostOf(peerName(organisation)), port: portsIn(network, organisation).peer }),
    orderer: (organisation) => ({
      host: hostOf(ordererName(organisation)),
      port: portsIn(network, organisation).orderer,
    }),
    ordererCertificate: (organisation) => layout.organisation(organisation, 'orderer', 'msp', 'signcerts', 'cert.pem'),
    ordererTlsCertificate: (organisation) => layout.organisation(organisation, 'orderer', 'tls', 'server.crt'),
  };
}

/** As whom an organisation changes a channel's configuration, and where it looks whether the change has arrived. */
import type { Credential } from '@theriac/fabric-ca';
import { readCredential } from '../certificates';
import type { DefiningChannel, MspDefinition } from '../channels/configuration';
import { ordererSource, peerSource, type ConfigurationSource } from '../channels/configuration-source';
import type { ChannelIdentity } from '../channels/signed-envelope';
import type { PeerPlace } from '../lifecycle/peer-session';
import { channelOf } from '../topology';

/** An organisation on a channel. */
export interface ChannelRole {
  /** One signature for each definition: each names its own administrators as those who may change it. */
  readonly signers: readonly ChannelIdentity[];
  /** Who hands the change over, and may write to the channel. */
  readonly sender: ChannelIdentity;
  /** The own node first, then those of the other members. */
  readonly sources: readonly ConfigurationSource[];
  close(): void;
}

/**
 * The organisation's administrator signs, under each MSP that is changed. Where the organisation is no member, its
 * orderer hands the change over: of its identities only that one may write there.
 */
export function roleOn(
  network: PeerPlace,
  organisation: string,
  { channel, definitions }: DefiningChannel,
): ChannelRole {
  const administrator = credentialOf(network, organisation, 'admin');
  const signers = definitions.map(({ mspId }): ChannelIdentity => ({ mspId, credential: administrator }));
  const member = signerFor(definitions, signers, 'Application');
  const consenter = signerFor(definitions, signers, 'Orderer');
  const sender = member ?? { ...required(consenter), credential: credentialOf(network, organisation, 'orderer') };
  const sources =
    member === undefined
      ? [ordererSource(network, channel, required(consenter), organisation)]
      : ownFirst(channelOf(network.topology, channel).members, organisation).map((name) =>
          peerSource(network, channel, organisation, name),
        );
  const close = (): void => {
    for (const source of sources) source.close();
  };
  return { signers, sender, sources, close };
}

function signerFor(
  definitions: readonly MspDefinition[],
  signers: readonly ChannelIdentity[],
  group: MspDefinition['group'],
): ChannelIdentity | undefined {
  return signers[definitions.findIndex((definition) => definition.group === group)];
}

function credentialOf(network: PeerPlace, organisation: string, machine: 'admin' | 'orderer'): Credential {
  const credential = readCredential(network.layout.organisation(organisation, machine, 'msp'), 'msp');
  if (credential === undefined) throw new Error(`there is no certificate of ${machine}-${organisation}`);
  return credential;
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a channel that defines the organisation nowhere');
  return value;
}

function ownFirst(members: readonly string[], own: string): string[] {
  return [own, ...members.filter((name) => name !== own)];
}

/** Speaks to an orderer as a client of the ledger does: hands it envelopes, and asks it for blocks. */
import { readFileSync } from 'node:fs';
import { Client, credentials, Metadata, type ClientDuplexStream } from '@grpc/grpc-js';
import { common, orderer } from '@hyperledger/fabric-protos';
import { placementOf, portsIn, type NativeNetwork } from '../native/native-network';
import { ordererName } from '../native/orderer-process';
import { envelope, type ChannelIdentity } from './signed-envelope';

/** An orderer took an envelope for wrong, or somebody may not; the message is its own. */
export class OrdererRefusedError extends Error {
  constructor(
    readonly organisation: string,
    readonly status: common.StatusMap[keyof common.StatusMap],
    info: string,
  ) {
    super(`the orderer of ${organisation} answered ${status}${info === '' ? '' : `: ${info}`}`);
    this.name = 'OrdererRefusedError';
  }
}

/** A follower forwards a change of configuration to the leader once it has waited 0.5 s in vain. */
const ANSWER_MS = 10_000;

/** An open connection to an organisation's orderer; close it when done. Nothing is dialled before the first call. */
export class OrdererSession {
  readonly #client: Client;

  constructor(
    network: Pick<NativeNetwork, 'topology' | 'name' | 'layout' | 'placement'>,
    readonly organisation: string,
  ) {
    const host = placementOf(network).hostOf(ordererName(organisation));
    this.#client = new Client(
      `${host}:${portsIn(network, organisation).orderer}`,
      credentials.createSsl(readFileSync(network.layout.tlsRoot(organisation))),
      { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 },
    );
  }

  /**
   * Hands over an envelope; it may still come to nothing, when the configuration changes before it is ordered.
   * @throws {OrdererRefusedError}
   */
  async broadcast(message: common.Envelope): Promise<void> {
    const answer = await this.#ask('Broadcast', message, (bytes) => orderer.BroadcastResponse.deserializeBinary(bytes));
    if (answer.getStatus() !== common.Status.SUCCESS) {
      throw new OrdererRefusedError(this.organisation, answer.getStatus(), answer.getInfo());
    }
  }

  /**
   * The newest block of a channel that holds its configuration.
   * @param reader - who may read the channel at its orderers.
   * @throws {OrdererRefusedError}
   */
  async configurationBlock(channel: string, reader: ChannelIdentity): Promise<common.Block> {
    const newest = new orderer.SeekPosition();
    newest.setNewest(new orderer.SeekNewest());
    const number = lastConfigurationIn(await this.#block(channel, newest, reader));
    const position = new orderer.SeekPosition();
    const specified = new orderer.SeekSpecified();
    specified.setNumber(number);
    position.setSpecified(specified);
    return this.#block(channel, position, reader);
  }

  close(): void {
    this.#client.close();
  }

  async #block(channel: string, position: orderer.SeekPosition, reader: ChannelIdentity): Promise<common.Block> {
    const seek = new orderer.SeekInfo();
    seek.setStart(position);
    seek.setStop(position);
    seek.setBehavior(orderer.SeekInfo.SeekBehavior.FAIL_IF_NOT_READY);
    const question = envelope(channel, common.HeaderType.DELIVER_SEEK_INFO, seek.serializeBinary(), reader);
    const answer = await this.#ask('Deliver', question, (bytes) => orderer.DeliverResponse.deserializeBinary(bytes));
    const block = answer.getBlock();
    if (block === undefined) throw new OrdererRefusedError(this.organisation, answer.getStatus(), 'no block');
    return block;
  }

  /** The first answer of a stream that takes one message. */
  #ask<T>(method: 'Broadcast' | 'Deliver', message: common.Envelope, read: (bytes: Buffer) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const stream: ClientDuplexStream<common.Envelope, T> = this.#client.makeBidiStreamRequest(
        `/orderer.AtomicBroadcast/${method}`,
        (envelopeOut: common.Envelope) => Buffer.from(envelopeOut.serializeBinary()),
        read,
        new Metadata(),
        { deadline: Date.now() + ANSWER_MS },
      );
      stream.on('error', reject);
      stream.on('end', () => {
        reject(new Error(`the orderer of ${this.organisation} said nothing`));
      });
      stream.once('data', (answer: T) => {
        resolve(answer);
        stream.cancel();
      });
      stream.write(message);
    });
  }
}

/** Every block tells, in its orderers' signed metadata, where the configuration stands that it was made under. */
function lastConfigurationIn(block: common.Block): number {
  const [signatures] = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const metadata = common.Metadata.deserializeBinary(signatures ?? new Uint8Array());
  const own = common.OrdererBlockMetadata.deserializeBinary(metadata.getValue_asU8());
  return own.getLastConfig()?.getIndex() ?? 0;
}

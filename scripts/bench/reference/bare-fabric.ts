/** The reference's client: fabric-gateway on one warm connection to one peer, with no code of Theriac. */
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials } from '@grpc/grpc-js';
import { connect, type Contract, type Gateway, hash, type Network, signers } from '@hyperledger/fabric-gateway';
import { common } from '@hyperledger/fabric-protos';

/** Where the peer is, and who asks. */
export interface BarePlace {
  /** Such as `localhost:28603`. */
  readonly peer: string;
  readonly mspId: string;
  /** A folder with `msp/signcerts`, `msp/keystore` and `tls/{ca.crt,server.crt,server.key}`. */
  readonly folder: string;
  readonly channel: string;
}

/** A transaction as a block names it. */
export interface OrderedTransaction {
  readonly id: string;
  /** When its client made it, in milliseconds since 1970. */
  readonly at: number;
}

/** A connection that is kept. */
export class BareFabric {
  readonly #client: Client;
  readonly #gateway: Gateway;
  readonly #network: Network;

  constructor(private readonly place: BarePlace) {
    const tls = (name: string): Buffer => readFileSync(join(place.folder, 'tls', name));
    const msp = (folder: string): Buffer => onlyFile(join(place.folder, 'msp', folder));
    const channelCredentials = credentials.createSsl(tls('ca.crt'), tls('server.key'), tls('server.crt'));
    this.#client = new Client(place.peer, channelCredentials, { 'grpc.max_receive_message_length': -1 });
    this.#gateway = connect({
      client: this.#client,
      identity: { mspId: place.mspId, credentials: msp('signcerts') },
      signer: signers.newPrivateKeySigner(createPrivateKey(msp('keystore'))),
      hash: hash.sha256,
      tlsClientCertificateHash: createHash('sha256')
        .update(new X509Certificate(tls('server.crt')).raw)
        .digest(),
    });
    this.#network = this.#gateway.getNetwork(place.channel);
  }

  /** Asks the own peer alone. */
  evaluate(chaincode: string, transaction: string, ...args: readonly string[]): Promise<Uint8Array> {
    const options = { arguments: [...args], endorsingOrganizations: [this.place.mspId] };
    return this.#contract(chaincode).evaluate(transaction, options);
  }

  /** Resolves when it is committed on the own peer. */
  async submit(chaincode: string, transaction: string, ...args: readonly string[]): Promise<void> {
    await this.#contract(chaincode).submit(transaction, { arguments: [...args] });
  }

  /** The number of blocks on the own peer. */
  async height(): Promise<bigint> {
    const answer = await this.evaluate('qscc', 'GetChainInfo', this.place.channel);
    return BigInt(common.BlockchainInfo.deserializeBinary(answer).getHeight());
  }

  /** The transactions from a block on, in their order, until one with this id. */
  async ordered(fromBlock: bigint, untilId: string): Promise<OrderedTransaction[]> {
    const blocks = await this.#network.getBlockEvents({ startBlock: fromBlock });
    const found: OrderedTransaction[] = [];
    try {
      for await (const block of blocks) {
        found.push(...transactionsOf(block));
        if (found.some(({ id }) => id === untilId)) break;
      }
    } finally {
      blocks.close();
    }
    return found;
  }

  close(): void {
    this.#gateway.close();
    this.#client.close();
  }

  #contract(chaincode: string): Contract {
    return this.#network.getContract(chaincode);
  }
}

function transactionsOf(block: common.Block): OrderedTransaction[] {
  return (block.getData()?.getDataList_asU8() ?? []).map((bytes) => {
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
    const header = common.ChannelHeader.deserializeBinary(payload.getHeader()?.getChannelHeader_asU8() ?? bytes);
    return { id: header.getTxId(), at: header.getTimestamp()?.toDate().getTime() ?? 0 };
  });
}

function onlyFile(folder: string): Buffer {
  const [name = ''] = readdirSync(folder);
  return readFileSync(join(folder, name));
}

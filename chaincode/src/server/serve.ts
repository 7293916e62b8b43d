/** Serves the chaincode to its organisation's peer, for every channel, over mutual TLS. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChaincodeInterface, type ChaincodeServerOpts, Shim } from 'fabric-shim';
import { CountedChaincode } from './in-flight';

/** How long a stopping process waits for running transactions; a peer gives one 30 s, most take milliseconds. */
const LONGEST_GOODBYE_MS = 2_000;

/** Where and how to listen. */
export type Listening = Pick<ChaincodeServerOpts, 'ccid' | 'address' | 'tlsProps'>;

/** A chaincode server that listens. */
export interface Serving {
  /** Waits until no transaction runs, two seconds at most, and closes the server with the peer's streams. */
  close(): Promise<void>;
}

/** What fabric-shim keeps its gRPC server as; it has no way to stop of its own. */
interface HoldsGrpcServer {
  readonly _server: { forceShutdown(): void };
}

/**
 * Starts the server; resolves when it listens.
 *
 * @throws Error when the address is taken
 */
export async function serve(chaincode: ChaincodeInterface, listening: Listening): Promise<Serving> {
  const counted = new CountedChaincode(chaincode);
  const server = Shim.server(counted, {
    ...listening,
    // A message over gRPC's default of 4 MB would end the stream, and with it every transaction in flight on it.
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  });
  await server.start();
  return {
    async close() {
      await Promise.race([counted.idle(), sleep(LONGEST_GOODBYE_MS, undefined, { ref: false })]);
      (server as unknown as HoldsGrpcServer)._server.forceShutdown();
    },
  };
}

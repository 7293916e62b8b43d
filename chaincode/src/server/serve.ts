/** Serves the chaincode to its organisation's peer, for every channel, over mutual TLS. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Shim } from 'fabric-shim';
import { createChaincode } from '../index';
import { CountedChaincode } from './in-flight';
import type { Settings } from './settings';

/** How long a stopping process waits for running transactions; a peer gives one 30 s, most take milliseconds. */
const LONGEST_GOODBYE_MS = 2_000;

/** A chaincode server that listens. */
export interface Serving {
  /** Resolves when no transaction runs, or the wait is over; the process may then end. */
  drain(): Promise<void>;
}

/**
 * Starts the server; resolves when it listens.
 *
 * @throws Error when the package does not load or the address is taken
 */
export async function serve(settings: Settings): Promise<Serving> {
  const chaincode = new CountedChaincode(createChaincode(settings.consortium, settings.packageId));
  const server = Shim.server(chaincode, {
    ccid: settings.packageId,
    address: settings.address,
    tlsProps: settings.tls,
    // A message over gRPC's default of 4 MB would end the stream, and with it every transaction in flight on it.
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
  });
  await server.start();
  return { drain: () => Promise.race([chaincode.idle(), sleep(LONGEST_GOODBYE_MS, undefined, { ref: false })]) };
}

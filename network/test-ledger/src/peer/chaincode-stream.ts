/** The chaincode's end of its connection to a peer: a gRPC stream's interface without gRPC. */
import { peer } from '@hyperledger/fabric-protos';
import { EventEmitter } from 'node:events';

/**
 * Carries ChaincodeMessages as bytes, so that the peer's side and the shim may use different versions of the
 * generated classes, and so that nothing is shared between them but what could travel.
 */
export class ChaincodeStream extends EventEmitter {
  /** @param receive gets what the chaincode writes */
  constructor(private readonly receive: (message: peer.ChaincodeMessage) => void) {
    super();
  }

  /** Called by the shim. */
  write(message: { serializeBinary(): Uint8Array }): boolean {
    const bytes = message.serializeBinary();
    queueMicrotask(() => {
      this.receive(peer.ChaincodeMessage.deserializeBinary(bytes));
    });
    return true;
  }

  /** Called by the shim when the peer has ended. */
  end(): void {
    this.removeAllListeners();
  }

  /** Sends a message to the chaincode. */
  send(message: peer.ChaincodeMessage): void {
    this.emit('data', peer.ChaincodeMessage.deserializeBinary(message.serializeBinary()));
  }
}

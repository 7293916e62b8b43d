/** A peer's connection to its running chaincode: registration, and one conversation for each transaction. */
import './quiet-shim';
import { peer } from '@hyperledger/fabric-protos';
import { type ChaincodeInterface, Shim } from 'fabric-shim';
import type { ChaincodeEvent } from '../ledger.types';
import type { Proposal } from '../transaction/proposal';
import { ChaincodeStream } from './chaincode-stream';

const { Type } = peer.ChaincodeMessage;
type MessageType = ReturnType<peer.ChaincodeMessage['getType']>;

/** What a chaincode made of a proposal. */
export interface Execution {
  readonly response: peer.Response;
  readonly event: ChaincodeEvent | undefined;
}

/** Answers one request of the chaincode for state; what it throws goes back to the chaincode as an error. */
export type AnswerState = (type: MessageType, payload: Uint8Array) => Uint8Array;

interface Conversation {
  readonly answer: AnswerState;
  readonly complete: (execution: Execution) => void;
  readonly fail: (reason: Error) => void;
}

/** fabric-shim's server for chaincode as a service; a peer calls its Connect method, here without a socket. */
interface ConnectableServer {
  connect(stream: ChaincodeStream): void;
}

/** One organisation's instance of a chaincode. */
export class ChaincodeConnection {
  private readonly conversations = new Map<string, Conversation>();
  private readonly stream: ChaincodeStream;

  /** @param timeout milliseconds after which a transaction is given up, as by chaincode.executetimeout */
  constructor(
    chaincode: ChaincodeInterface,
    name: string,
    private readonly timeout: number,
  ) {
    this.stream = new ChaincodeStream((message) => {
      this.receive(message);
    });
    const server = Shim.server(chaincode, {
      ccid: name,
      address: 'in-process',
    } as never) as unknown as ConnectableServer;
    server.connect(this.stream);
  }

  /** Runs a proposal. Several may run at once; each one's requests for state come one at a time. */
  execute(proposal: Proposal, answer: AnswerState): Promise<Execution> {
    const key = proposal.channel + proposal.transactionId;
    return new Promise<Execution>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error('timeout expired while executing transaction'));
      }, this.timeout);
      this.conversations.set(key, {
        answer,
        complete: (execution) => {
          clearTimeout(timer);
          resolve(execution);
        },
        fail: (reason) => {
          clearTimeout(timer);
          reject(reason);
        },
      });
      const message = messageOf(Type.TRANSACTION, proposal.channel, proposal.transactionId);
      message.setPayload(proposal.input.serializeBinary());
      message.setProposal(proposal.signed);
      this.stream.send(message);
    }).finally(() => this.conversations.delete(key));
  }

  /** Ends the connection. */
  close(): void {
    this.stream.emit('end');
  }

  private receive(message: peer.ChaincodeMessage): void {
    if (message.getType() === Type.REGISTER) {
      this.stream.send(messageOf(Type.REGISTERED));
      this.stream.send(messageOf(Type.READY));
      return;
    }
    const conversation = this.conversations.get(message.getChannelId() + message.getTxid());
    if (conversation === undefined) return;
    if (message.getType() === Type.COMPLETED) conversation.complete(executionOf(message));
    else if (message.getType() === Type.ERROR) conversation.fail(new Error(textOf(message)));
    else this.reply(message, conversation.answer);
  }

  private reply(request: peer.ChaincodeMessage, answer: AnswerState): void {
    const reply = messageOf(Type.RESPONSE, request.getChannelId(), request.getTxid());
    try {
      reply.setPayload(answer(request.getType(), request.getPayload_asU8()));
    } catch (error) {
      reply.setType(Type.ERROR);
      reply.setPayload(Buffer.from(error instanceof Error ? error.message : String(error)));
    }
    this.stream.send(reply);
  }
}

function messageOf(type: MessageType, channel = '', transactionId = ''): peer.ChaincodeMessage {
  const message = new peer.ChaincodeMessage();
  message.setType(type);
  message.setChannelId(channel);
  message.setTxid(transactionId);
  return message;
}

function executionOf(message: peer.ChaincodeMessage): Execution {
  const event = message.getChaincodeEvent();
  return {
    response: peer.Response.deserializeBinary(message.getPayload_asU8()),
    event: event && { name: event.getEventName(), payload: event.getPayload_asU8() },
  };
}

function textOf(message: peer.ChaincodeMessage): string {
  return Buffer.from(message.getPayload_asU8()).toString();
}

/** The ledger of an organisation's gateway on a real Fabric network, through the own peer. */
import { LedgerError } from '@theriac/domain/ledger';
import type { Gateway } from '@hyperledger/fabric-gateway';
import type { Caller } from '../caller/caller';
import type { CallerIdentities } from '../caller/caller-identities';
import type { CallerIdentity } from '../caller/caller-identity';
import { type BlockSource, streamBlocks } from '../blocks/stream-blocks';
import { CallerGateways, gatewayAs } from './caller-gateways';
import { type Clock, systemClock } from './clock';
import { FabricWire } from './fabric-wire';
import type { CommittedTransaction, Ledger, LedgerBlock, LedgerRequest } from './ledger.port';
import { type LedgerObserver, SILENT_LEDGER_OBSERVER } from './ledger-observer';
import { DEFAULT_LEDGER_SETTINGS, type LedgerSettings } from './ledger-settings';
import type { LedgerWire } from './ledger-wire.port';
import type { PeerConnection } from './peer-connection';
import type { Signer } from './phases';
import type { ProposalStore } from './proposal-store.port';
import { recover, type Recovered } from './recovery';
import { Retry } from './retry';

/** What a ledger client is made of; the composition root owns the connection and closes it. */
export interface FabricLedgerOptions {
  readonly connection: PeerConnection;
  /** The gateway's own identity (role `gateway`): asks for statuses and blocks. */
  readonly machine: CallerIdentity;
  readonly identities: CallerIdentities;
  readonly proposals: ProposalStore;
  readonly observer?: LedgerObserver;
  readonly settings?: Partial<LedgerSettings>;
  readonly clock?: Clock;
}

/** Evaluates and submits for callers, listens as the gateway itself. */
export class FabricLedger implements Ledger {
  /** Signs as the machine. */
  readonly #own: Gateway;
  readonly #retry: Retry;
  readonly #observer: LedgerObserver;
  readonly #clock: Clock;

  constructor(private readonly options: FabricLedgerOptions) {
    const settings = { ...DEFAULT_LEDGER_SETTINGS, ...options.settings };
    this.#clock = options.clock ?? systemClock;
    this.#observer = options.observer ?? SILENT_LEDGER_OBSERVER;
    const { connection, machine, proposals } = options;
    this.#own = gatewayAs(connection, machine);
    const gateways = new CallerGateways(connection);
    const parts = { gateways, machine, own: this.#own, deadlines: settings, clock: this.#clock };
    const wire: LedgerWire = new FabricWire(parts);
    this.#retry = new Retry({ wire, proposals, observer: this.#observer, clock: this.#clock }, settings);
  }

  async evaluate(caller: Caller, request: LedgerRequest): Promise<Uint8Array> {
    return this.#as(caller, (signer) => this.#retry.evaluate(signer, request));
  }

  async submit(caller: Caller, request: LedgerRequest): Promise<CommittedTransaction> {
    return this.#as(caller, (signer) => this.#retry.submit(signer, request));
  }

  blocks(channel: string, from: bigint, signal: AbortSignal): AsyncIterable<LedgerBlock> {
    const network = this.#own.getNetwork(channel);
    const source: BlockSource = {
      open: (startBlock) => network.getBlockEvents({ startBlock }),
      lost: (error) => {
        this.#observer.blockStreamLost(channel, error);
      },
    };
    return streamBlocks(channel, source, from, signal, this.#clock);
  }

  /** Looks up what an earlier process, or an unanswered look-up, left unfinished. Run at every start, and now and then. */
  recover(): Promise<Recovered[]> {
    return recover({
      proposals: this.options.proposals,
      observer: this.#observer,
      lookUp: (transaction) => this.#retry.lookUp(transaction),
      isInFlight: (transactionId) => this.#retry.isInFlight(transactionId),
    });
  }

  async #as<T>(caller: Caller, ask: (signer: Signer) => Promise<T>): Promise<T> {
    const { identities } = this.options;
    const identity = await identities.identityOf(caller);
    try {
      return await ask({ person: caller.person, identity });
    } catch (error) {
      if (error instanceof LedgerError && error.code === 'CERTIFICATE_REFUSED')
        identities.refused?.(caller, identity.certificate);
      throw error;
    }
  }
}

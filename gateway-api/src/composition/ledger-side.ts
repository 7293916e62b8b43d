/** The ledger as the gateway is composed with it: real Fabric in the product, the test ledger in tests. */
import type { Config } from '../config';
import type { Database } from '../database';
import { FabricHeights, type HeightsSource } from '../freshness';
import {
  connectPeer,
  DatabaseProposals,
  FabricLedger,
  type Ledger,
  type LedgerObserver,
  type Recovered,
} from '../ledger';
import { FabricProbe, type LedgerProbe } from '../readiness';
import { named } from '../config/named';
import type { Identities } from './identities';
import { readFileSync } from 'node:fs';

/** What the gateway needs of a ledger. */
export interface LedgerSide {
  readonly ledger: Ledger;
  readonly probe: LedgerProbe;
  readonly heights: HeightsSource;
  /** Looks up what an earlier process left unfinished. */
  recover(): Promise<readonly Recovered[]>;
  close(): void;
}

/** What a ledger is connected with. */
export interface LedgerParts {
  readonly config: Config;
  readonly identities: Identities;
  readonly db: Database;
  readonly observer: LedgerObserver;
}

/** Connects; how, the composition root is told. */
export type ConnectLedger = (parts: LedgerParts) => LedgerSide;

/** The own peer of a Fabric network. The first request makes the connection. */
export const connectFabric: ConnectLedger = ({ config, identities, db, observer }) => {
  const connection = connectPeer({
    address: config.peerAddress,
    tlsRoots: named('THERIAC_TLS_ROOTS', () => readFileSync(config.tlsRoots)),
    tlsCertificate: named('THERIAC_TLS_CERTIFICATE', () => readFileSync(config.tlsCertificate)),
    tlsKey: named('THERIAC_TLS_KEY', () => readFileSync(config.tlsKey)),
  });
  const { evaluateDeadline, endorseDeadline, submitDeadline, commitDeadline, submitAttempts } = config;
  const ledger = new FabricLedger({
    connection,
    machine: identities.machineIdentity,
    identities: identities.identities,
    proposals: new DatabaseProposals(db),
    observer,
    settings: { evaluateDeadline, endorseDeadline, submitDeadline, commitDeadline, conflictAttempts: submitAttempts },
  });
  const probe = new FabricProbe(connection, identities.machineIdentity, evaluateDeadline);
  return {
    ledger,
    probe,
    // One slow answer must not make what was seen before it too old.
    heights: new FabricHeights(connection, identities.machineIdentity, probe, config.staleAfter / 2),
    recover: () => ledger.recover(),
    close: () => {
      connection.close();
    },
  };
};

/** A ledger client of an organisation on the running test network, made as a gateway's composition root makes it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Caller, machineCaller, machineIdentity, readMspFolder } from '../../gateway-api/src/caller';
import { openDatabase, type OpenDatabase } from '../../gateway-api/src/database';
import {
  connectPeer,
  DatabaseProposals,
  FabricLedger,
  type LedgerObserver,
  type LedgerSettings,
  type PeerConnection,
  SILENT_LEDGER_OBSERVER,
} from '../../gateway-api/src/ledger';
import { PLACE } from './native-network.fixture';
import { EnrolledPeople } from './network-people';

/** The running network's state folder. */
export const STATE = PLACE.layout.state;

/** A client, its people, and how to let go of it. */
export interface TestClient {
  readonly ledger: FabricLedger;
  /** The gateway itself. */
  readonly machine: Caller;
  /** By the developer's name, such as `pharmacist`. */
  readonly people: ReadonlyMap<string, Caller>;
  readonly proposals: DatabaseProposals;
  readonly database: OpenDatabase;
  readonly connection: PeerConnection;
  close(): Promise<void>;
}

/** The process id and first port of a process of the network, as its supervisor notes them. */
export function processNote(name: string): { pid: number; port: number } {
  const note = JSON.parse(readFileSync(join(STATE, 'run', `${name}.json`), 'utf8')) as { pid: number; ports: number[] };
  return { pid: note.pid, port: note.ports[0]! };
}

/** A client of an organisation with a migrated database of its own. */
export function openClient(
  organisation: string,
  databaseUrl: string,
  observer: Partial<LedgerObserver> = {},
  settings: Partial<LedgerSettings> = {},
): TestClient {
  const own = (...path: string[]): string => join(STATE, 'organisations', organisation, ...path);
  const mspId = `${organisation.charAt(0).toUpperCase()}${organisation.slice(1)}MSP`;
  const msp = readMspFolder(own('gateway', 'msp'));
  const people = new EnrolledPeople(PLACE, organisation, mspId);
  const machine = machineCaller(organisation, msp);
  const tls = (file: string): Buffer => readFileSync(own('gateway', 'tls', file));
  const connection = connectPeer({
    address: `localhost:${processNote(`peer-${organisation}`).port}`,
    tlsRoots: tls('ca.crt'),
    tlsCertificate: tls('server.crt'),
    tlsKey: tls('server.key'),
  });
  const database = openDatabase(databaseUrl, 8, () => undefined);
  const proposals = new DatabaseProposals(database.db);
  const asMachine = machineIdentity(mspId, msp);
  const ledger = new FabricLedger({
    connection,
    machine: asMachine,
    identities: {
      identityOf: (caller) =>
        caller.person === machine.person ? Promise.resolve(asMachine) : people.identityOf(caller),
    },
    proposals,
    observer: { ...SILENT_LEDGER_OBSERVER, ...observer },
    settings,
  });
  return {
    ledger,
    machine,
    people: people.callers,
    proposals,
    database,
    connection,
    async close() {
      connection.close();
      await database.close();
    },
  };
}

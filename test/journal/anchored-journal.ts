/** An organisation's journal with the test ledger below it, for tests of its anchoring and its verification. */
import { type Database, openDatabase, type OpenDatabase } from '../../gateway-api/src/database';
import { consortium } from '../../chaincode/src/fixtures/consortium';
import { ConsortiumLedger } from '../../chaincode/src/fixtures/consortium-ledger';
import { AnchorsClient } from '../../gateway-api/src/anchors/anchors.client';
import {
  startTestServer,
  type TestDatabase,
  type TestServer,
} from '../../gateway-api/src/database/fixtures/test-database';
import {
  type AnchoredHead,
  Journal,
  JournalAnchoring,
  JournalStore,
  readAnchoredHeads,
} from '../../gateway-api/src/journal';
import { aDraft } from '../../gateway-api/src/journal/fixtures/drafts';
import type { Ledger } from '../../gateway-api/src/ledger';
import { personOf } from '../fixtures/gateway-in-process';
import { LedgerNetwork } from '../fixtures/test-ledger-client';

/** Whose journal, and where it is anchored. */
export interface LogPlace {
  readonly organisation: string;
  readonly channel: string;
}

const PLACES: readonly LogPlace[] = consortium.channels.flatMap(({ name: channel, members }) =>
  members.map((organisation) => ({ organisation, channel })),
);

/** The parts that outlive a test. */
export class JournalWorld {
  readonly #copies: OpenDatabase[] = [];
  #used = 0;

  private constructor(
    readonly server: TestServer,
    readonly contracts: ConsortiumLedger,
    readonly network: LedgerNetwork,
  ) {}

  static async start(): Promise<JournalWorld> {
    const [server, contracts] = await Promise.all([startTestServer(), ConsortiumLedger.start()]);
    return new JournalWorld(server, contracts, new LedgerNetwork(contracts.ledger));
  }

  /** An empty journal, of which the ledger knows nothing yet; or one in the place of another. */
  async journal(place: LogPlace | undefined = PLACES[this.#used++]): Promise<AnchoredJournal> {
    if (place === undefined) throw new Error('every organisation has one already on each of its channels');
    return new AnchoredJournal(this, place, await this.server.fresh());
  }

  /** A copy of a journal that nobody has open, for a test that spoils it. */
  async copyOf(place: LogPlace, url: string): Promise<AnchoredJournal> {
    const copy = await this.server.server.copyDatabase(url);
    const opened = openDatabase(copy, 4, () => undefined);
    this.#copies.push(opened);
    return new AnchoredJournal(this, place, { ...opened, url: copy });
  }

  async stop(): Promise<void> {
    await Promise.all(this.#copies.map((copy) => copy.close()));
    this.contracts.stop();
    await this.server.stop();
  }
}

/** How a process anchors. */
export interface AnchoringChoice {
  readonly everyMs?: number;
  readonly everyEntries?: number;
  readonly ledger?: Ledger;
}

/** A journal, and what is known of it outside. */
export class AnchoredJournal {
  readonly journal: Journal;
  readonly store: JournalStore;

  constructor(
    readonly world: JournalWorld,
    readonly place: LogPlace,
    readonly database: TestDatabase,
  ) {
    this.journal = new Journal(database.db);
    this.store = new JournalStore(database.db);
  }

  get db(): Database {
    return this.database.db;
  }

  get ledger(): Ledger {
    return this.world.network.client(this.db);
  }

  /** What one process of the organisation anchors with. */
  anchoring({ everyMs = 0, everyEntries = 1_000, ledger = this.ledger }: AnchoringChoice = {}): JournalAnchoring {
    const client = new AnchorsClient(ledger);
    const machine = personOf(consortium, this.place.organisation, 'gateway');
    return new JournalAnchoring({
      store: this.store,
      client,
      machine,
      channel: this.place.channel,
      everyMs,
      everyEntries,
    });
  }

  /** Appends so many entries. */
  async write(count: number): Promise<void> {
    await this.journal.appendAll(Array.from({ length: count }, () => aDraft()));
  }

  height(): bigint {
    return this.world.contracts.ledger.height(this.place.channel);
  }

  /** Every head that the ledger holds of it. */
  heads(): Promise<readonly AnchoredHead[]> {
    return readAnchoredHeads({ ledger: this.ledger, ...this.place, height: this.height() });
  }

  async sizes(): Promise<number[]> {
    return (await this.heads()).map(({ size }) => size);
  }
}

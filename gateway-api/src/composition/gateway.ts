/** A gateway's life: started in the order in which its parts need each other, stopped in the other. */
import type { Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config, OwnConsortium } from '../config';
import { isDatabaseAway, migrateDatabase, type OpenDatabase } from '../database';
import { drain, listen } from '../http/listener';
import type { JobWorkers } from '../jobs';
import type { MemberClient } from '../members';
import type { OutboxSender } from '../outbox';
import { prepareProjections } from '../projections';
import type { ReadinessChecks } from '../readiness';
import type { Signings } from '../signings';
import type { Chores } from './chores';
import type { Custody } from './custody';
import type { LedgerSide } from './ledger-side';
import type { Listeners } from './listeners';
import { channelNames, PROJECTIONS } from './projections';

/** What lives as long as the gateway. */
export interface GatewayParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly own: OwnConsortium;
  readonly database: OpenDatabase;
  readonly readiness: ReadinessChecks;
  readonly listeners: Listeners;
  readonly workers: JobWorkers;
  readonly sender: OutboxSender;
  readonly chores: Chores;
  readonly members: MemberClient;
  readonly signings: Signings;
  readonly side: LedgerSide;
  readonly custody: Custody | undefined;
  readonly signIn: { close(): void };
  /** Done when nothing else is any more, and before the ledger is let go. */
  readonly endings: readonly (() => Promise<void>)[];
  readonly servers: readonly { readonly server: Server | HttpsServer; readonly port: number; readonly host: string }[];
}

/** A database that starts at the same time as the gateway gets this long. */
const DATABASE_PATIENCE = 30_000;
const DATABASE_PAUSE = 250;
/** How much longer than its parts the whole may take to stop; milliseconds. */
const STOP_MARGIN = 500;

/** An organisation's gateway. */
export class Gateway {
  constructor(private readonly parts: GatewayParts) {}

  /** Resolves when all ports listen. Whether it is ready, `/readyz` tells. */
  async start(): Promise<void> {
    const { database, own, custody, listeners, workers, sender, chores, servers, logger, config } = this.parts;
    await this.#patiently(() => migrateDatabase(database.pool));
    await custody?.patients.check();
    const isRebuilding = await prepareProjections(database.db, channelNames(own), PROJECTIONS);
    if (isRebuilding) logger.info('the projections are read again from the first block');
    listeners.start();
    workers.start();
    sender.start();
    chores.start();
    await Promise.all(servers.map(({ server, port, host }) => listen(server, port, host)));
    if (config.httpTls === 'loopback') logger.warn('the API is plain HTTP on a loopback address: for development only');
    logger.info(
      { tls: config.httpTls, http: config.httpPort, outbox: config.outboxPort, metrics: config.metricsPort },
      'the gateway listens',
    );
  }

  /** Ends what is being done, at a durable point, within the configured time. */
  async stop(): Promise<void> {
    const {
      config,
      logger,
      readiness,
      listeners,
      workers,
      sender,
      chores,
      servers,
      database,
      members,
      side,
      signings,
      signIn,
    } = this.parts;
    readiness.stop();
    const deadline = Date.now() + config.shutdownDeadline + STOP_MARGIN;
    const ended = await Promise.race([
      Promise.allSettled([
        ...servers.map(({ server }) => drain(server, config.shutdownDeadline)),
        ...[signings, workers, sender, listeners, chores].map((part) => part.stop()),
      ]),
      pause(config.shutdownDeadline + STOP_MARGIN, undefined, { ref: false }),
    ]);
    // What did not end holds a lease that will, and goes on in the next process.
    if (ended === undefined) logger.warn('not everything ended in time');
    await this.#end(deadline);
    members.close();
    side.close();
    signIn.close();
    await database.close();
    logger.info('the gateway has stopped');
  }

  /** A last deed that fails, or takes too long, is done by the next process. */
  async #end(deadline: number): Promise<void> {
    const { endings, logger } = this.parts;
    const doing = endings.map((ending) =>
      ending().catch((error: unknown) => {
        logger.warn({ error }, 'a last deed failed, and is the next process’s');
      }),
    );
    await Promise.race([Promise.all(doing), pause(Math.max(0, deadline - Date.now()), undefined, { ref: false })]);
  }

  async #patiently(work: () => Promise<void>): Promise<void> {
    const end = Date.now() + DATABASE_PATIENCE;
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (!isDatabaseAway(error) || Date.now() > end) throw error;
        await pause(DATABASE_PAUSE);
      }
    }
  }
}

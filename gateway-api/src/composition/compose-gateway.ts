/** The one composition root: a configuration becomes a gateway, not started yet. */
import { createServer as createHttpServer } from 'node:http';
import type { Logger } from 'pino';
import { certificateCheck, endingSoon } from '../certificates';
import { type Config, loadConsortium } from '../config';
import { openDatabase } from '../database';
import { EhrEvents } from '../ehr/ehr-events.client';
import { freshnessCheck, FreshnessWatch } from '../freshness';
import { buildApp } from '../http/app';
import { openHandlers } from '../http/open-handlers';
import { describeApi } from '../http/openapi';
import { Idempotency, IdempotencyStore, readSecret, secretFor } from '../idempotency';
import { type AnyJobKind, jobRoutes, Jobs, JobStore, JobWorkers } from '../jobs';
import { Journal, JournalStore } from '../journal';
import { buildMetricsApp, freshnessObserver, ledgerObserver, listenerObserver, Metrics } from '../metrics';
import { MemberClient } from '../members';
import { buildMemberApp } from '../members/member-app';
import { Inbox, outboxRoutes, OutboxSender, OutboxStore } from '../outbox';
import {
  databaseCheck,
  endorsementCheck,
  listenerCheck,
  packageAnswerer,
  packageCheck,
  ReadinessChecks,
} from '../readiness';
import { meRoutes } from '../sign-in';
import { signingRoutes, Signings } from '../signings';
import { UploadStore } from '../uploads';
import { businesses } from './business';
import { Chores } from './chores';
import { custodyChores, openCustody } from './custody';
import { Gateway } from './gateway';
import { type OpenSignIn, openSignIn, ownCertificates } from './identities';
import { type ConnectLedger, connectFabric } from './ledger-side';
import { Listeners } from './listeners';
import { OwnTls } from './own-tls';

/** How often a job worker looks for work that nobody told it of. */
const JOB_POLL = 1_000;
const MINUTE = 60_000;
/** How soon a renewed certificate is in use. */
const CERTIFICATES_EVERY = 5_000;
/** Looks at the members' heights within the time that the own peer may lag: some may fail before nothing is known. */
const LOOKS_PER_LAG = 5;

/**
 * Builds everything that a gateway is made of.
 *
 * @param connect connects the ledger; tests give the test ledger's
 * @param open tells callers apart and holds their identities; the benchmark gives one caller who is always the same
 * @param now the gateway's clock where the ledger's is not asked; milliseconds since 1970
 * @throws ConfigError when a file that the configuration names cannot be used
 */
export function composeGateway(
  config: Config,
  logger: Logger,
  connect: ConnectLedger = connectFabric,
  open: OpenSignIn = openSignIn,
  now: () => number = Date.now,
): Gateway {
  const own = loadConsortium(config.consortiumFile, config.organisation);
  const certificates = ownCertificates(config, own);
  const signIn = open(config, own, certificates);
  const secret = readSecret(config.secretFile);
  const database = openDatabase(config.databaseUrl, config.databaseConnections, (error) => {
    logger.warn({ error }, 'an idle connection to the database broke');
  });
  const { db, pool } = database;

  const custody = openCustody(config, own, db);
  const jobStore = new JobStore(db, config.leaseMs);
  const outbox = new OutboxStore(db, config.leaseMs);
  const uploads = new UploadStore(db);
  const keys = new IdempotencyStore(db, config.leaseMs, config.idempotencyHours);

  const ownTls = new OwnTls(config, own, signIn.machineIdentity.certificate);
  const metrics = new Metrics({
    jobs: () => jobStore.counts(),
    outbox: () => outbox.counts(config.outboxOverdue),
    certificates: () => ownTls.certificates,
    unanchored: () => new JournalStore(db).unanchored(),
  });
  const side = connect({ config, identities: signIn, db, observer: ledgerObserver(metrics, logger) });
  const { machine } = signIn;
  const privateEvents = new EhrEvents(side.ledger, machine);
  const listeners = new Listeners(own, side.ledger, db, listenerObserver(metrics, logger), privateEvents);

  const freshness = new FreshnessWatch({
    source: side.heights,
    channels: own.channels.map(({ name }) => name),
    staleAfter: config.staleAfter,
    observer: freshnessObserver(metrics, logger),
  });

  const { roots, credential } = ownTls;
  const members = new MemberClient({
    ...{ addresses: config.memberAddresses, deadline: config.memberDeadline },
    ...{ roots, credential },
  });
  const business = businesses({
    ...{ config, own, machine, db, ledger: side.ledger, freshness, outbox, uploads, members, custody },
    journal: new Journal(db),
    identities: signIn.identities,
    captureSecret: secretFor(secret, 'captured events'),
    recordSecret: secretFor(secret, 'health records'),
    now,
  });

  const kinds = byName(business.flatMap(({ jobKinds }) => jobKinds));
  const settings = { workers: config.jobWorkers, leaseMs: config.leaseMs, pollMs: JOB_POLL };
  const workers = new JobWorkers(jobStore, kinds, settings, logger);
  signIn.sessions.onOpened(({ person }) => {
    goOn(person).catch((error: unknown) => {
      logger.warn({ error }, 'what waits for somebody who is back goes on at its own time');
    });
  });
  const goOn = async (person: string): Promise<void> => {
    const hastened = await Promise.all(business.map(async (one) => one.signedIn?.(person)));
    if ((await jobStore.hasten(person)) > 0 || hastened.some(Boolean)) workers.nudge();
  };
  const jobs = new Jobs(jobStore, workers, kinds, config.jobWait);

  const signings = new Signings(certificates);
  const routes = [
    ...business.flatMap((one) => one.routes(jobs)),
    ...meRoutes(signIn.enrolment),
    ...jobRoutes(jobs),
    ...signingRoutes(signings),
    ...outboxRoutes(outbox, config.outboxOverdue),
  ];
  const { probe, ledger } = side;
  const checks = [
    databaseCheck(pool),
    ...own.channels.map(({ name }) => endorsementCheck(name, probe)),
    ...own.channels.map(({ name }) => freshnessCheck(name, freshness)),
    ...listeners.all.map((one) =>
      listenerCheck(one, probe, (channel, blocks) => {
        metrics.lag(channel, blocks);
      }),
    ),
    packageCheck({ channels: own.channels, ledger, machine, client: members }),
    certificateCheck(() => ownTls.certificates, Date.now),
    ...business.flatMap((one) => one.checks ?? []),
  ];
  const readiness = new ReadinessChecks(checks, () =>
    endingSoon(ownTls.certificates, config.certificateWarning, Date.now()),
  );
  const { callers } = signIn;
  const description = { organisation: config.organisation, version: '0.1.0', scheme: callers.scheme };
  const app = buildApp({
    ...{ logger, door: config },
    services: {
      ...{ callers, uploads, signings, bodyLimit: config.bodyLimit, uploadLimit: config.uploadLimit },
      idempotency: new Idempotency(keys, secret, config.leaseMs),
    },
    routes,
    open: openHandlers(readiness, describeApi(routes, description)),
    headers: business.flatMap((one) => one.headers ?? []),
    observe: (method, route, status, seconds) => {
      metrics.request(method, route, status, seconds);
    },
  });
  const memberApp = buildMemberApp({
    ...{ logger, roots, bodyLimit: config.uploadLimit },
    inbox: new Inbox(
      db,
      business.flatMap(({ receivers }) => receivers),
    ),
    answerers: [packageAnswerer(ledger, machine), ...business.flatMap(({ answerers }) => answerers)],
  });

  const chores = new Chores(
    [
      { name: 'look at heights', everyMs: config.staleAfter / LOOKS_PER_LAG, run: () => freshness.look() },
      { name: 'recover transactions', everyMs: MINUTE, run: () => side.recover() },
      {
        name: 'read certificates again',
        everyMs: CERTIFICATES_EVERY,
        run: () => ownTls.readAgain([members, signIn.enrolment]),
      },
      { name: 'sweep keys', everyMs: 10 * MINUTE, run: () => keys.sweep() },
      { name: 'sweep uploads', everyMs: 10 * MINUTE, run: () => uploads.sweep() },
      ...custodyChores(custody, logger),
      ...business.flatMap((one) => one.chores ?? []),
    ],
    logger,
  );
  return new Gateway({
    ...{
      config,
      logger,
      own,
      database,
      readiness,
      listeners,
      workers,
      chores,
      side,
      members,
      signIn,
      signings,
      custody,
    },
    endings: business.flatMap(({ ending }) => ending ?? []),
    sender: new OutboxSender(
      outbox,
      members,
      logger,
      business.flatMap(({ writers = [] }) => writers),
    ),
    servers: [
      { server: ownTls.apiServer(app), port: config.httpPort, host: config.httpHost },
      { server: ownTls.outboxServer(memberApp), port: config.outboxPort, host: config.outboxHost },
      { server: createHttpServer(buildMetricsApp(metrics)), port: config.metricsPort, host: config.metricsHost },
    ],
  });
}

function byName(kinds: readonly AnyJobKind[]): Map<string, AnyJobKind> {
  return new Map(kinds.map((kind) => [kind.name, kind]));
}

/** The life of a process of ours: environment in, signals out. */
import { flushCompileCache } from 'node:module';
import type { Logger } from 'pino';
import { ConfigError } from './config/config-error';
import { loggedError } from './logging/logger';

/** What a process runs. */
export interface Service {
  start(): Promise<void>;
  /** Ends what is being done in good order. */
  stop(): Promise<void>;
}

/** How a service is made. */
export interface ServiceKind<Config> {
  /** Such as `the gateway`, for what a person reads. */
  readonly name: string;
  /** @throws ConfigError */
  readonly readConfig: (environment: NodeJS.ProcessEnv) => Config;
  readonly openLog: (config: Config) => Logger;
  readonly compose: (config: Config, logger: Logger) => Promise<Service> | Service;
}

/** Runs a service until the process is told to stop. */
export function runService<Config>(kind: ServiceKind<Config>): void {
  run(kind).catch((error: unknown) => {
    const { code, at, cause } = loggedError(error);
    const reason =
      error instanceof ConfigError
        ? error.message
        : JSON.stringify({ error: error instanceof Error ? error.name : '', code, at, cause });
    process.stderr.write(`${kind.name} does not start: ${reason}\n`);
    process.exit(1);
  });
}

async function run<Config>({ name, readConfig, openLog, compose }: ServiceKind<Config>): Promise<void> {
  const config = readConfig(process.env);
  const logger = openLog(config);
  const fail = (error: unknown): void => {
    logger.fatal({ error }, 'an error that nobody caught: the process ends, and its supervisor starts it anew');
    process.exitCode = 1;
    // Its state is unknown now; what is durable is on disk.
    setImmediate(() => process.exit(1));
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  const service = await compose(config, logger);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, `${name} stops`);
    service.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await service.start();
  // Now, and not at the end, which a SIGKILL would be.
  flushCompileCache();
}

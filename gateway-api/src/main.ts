/** The gateway's process: environment in, signals out. */
import { flushCompileCache } from 'node:module';
import { composeGateway } from './composition';
import { ConfigError, readConfig } from './config';
import { loggedError, openLog } from './logging/logger';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = openLog(config.logLevel, config.organisation);
  const fail = (error: unknown): void => {
    logger.fatal({ error }, 'an error that nobody caught: the process ends, and its supervisor starts it anew');
    process.exitCode = 1;
    // Its state is unknown now; what is durable is in the database.
    setImmediate(() => process.exit(1));
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  const gateway = composeGateway(config, logger);
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'the gateway stops');
    gateway.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await gateway.start();
  // Now, and not at the end, which a SIGKILL would be.
  flushCompileCache();
}

main().catch((error: unknown) => {
  const { code, at, cause } = loggedError(error);
  const reason =
    error instanceof ConfigError
      ? error.message
      : JSON.stringify({ error: error instanceof Error ? error.name : '', code, at, cause });
  process.stderr.write(`the gateway does not start: ${reason}\n`);
  process.exit(1);
});

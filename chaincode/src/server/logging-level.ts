/** Keeps fabric-shim quiet unless asked otherwise: its modules get their loggers while they load, so this is imported first. */
// @ts-expect-error fabric-shim declares no types for its loggers
import shim from 'fabric-shim/lib/logger';

interface Logger {
  isDebugEnabled(): boolean;
  isInfoEnabled(): boolean;
  debug: () => void;
  info: () => void;
}

process.env.CORE_CHAINCODE_LOGGING_LEVEL ??= 'error';
const loggers = shim as { getLogger: (name?: string) => Logger };
const made = loggers.getLogger;

// A line below the level is made ready all the same, with its time and its colours, and only then dropped: that was a
// tenth of the time that a chaincode spends on a transaction.
loggers.getLogger = (name) => {
  const logger = made(name);
  if (!logger.isDebugEnabled()) logger.debug = drop;
  if (!logger.isInfoEnabled()) logger.info = drop;
  return logger;
};

function drop(): void {
  // Nobody reads it.
}

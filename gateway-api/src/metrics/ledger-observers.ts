/** Turns what the ledger client, the block listeners and the watch over the members' heights tell into measurements and log lines. */
import type { Logger } from 'pino';
import type { ListenerObserver } from '../blocks';
import type { FreshnessObserver } from '../freshness';
import type { LedgerObserver } from '../ledger';
import type { Metrics } from './metrics';

/** Observes the ledger client. */
export function ledgerObserver(metrics: Metrics, logger: Logger): LedgerObserver {
  return {
    phaseEnded: (phase, { channel }, milliseconds, succeeded) => {
      metrics.phase(phase, channel, milliseconds, succeeded);
    },
    triedAgain: (reason, { channel, transaction }) => {
      metrics.retry(reason, channel);
      logger.info({ reason, channel, transaction }, 'a transaction is tried again');
    },
    lookedUp: (result, channel, transactionId) => {
      metrics.lookUp(result, channel);
      logger.warn({ result, channel, transactionId }, 'an unknown outcome was looked up');
    },
    endorsersDiffer: ({ channel, transaction }, mspIds) => {
      metrics.endorsersDiffer(channel);
      logger.error({ channel, transaction, mspIds }, 'endorsers keep answering differently');
    },
    blockStreamLost: (channel, error) => {
      metrics.blockStreamLost(channel);
      logger.warn({ channel, error }, 'the stream of blocks ended and is opened again');
    },
  };
}

/** Observes the block listeners. */
export function listenerObserver(metrics: Metrics, logger: Logger): ListenerObserver {
  return {
    blockApplied: ({ channel, number }, milliseconds) => {
      metrics.block(channel, number, milliseconds);
    },
    stuck: (channel, error) => {
      metrics.blockStuck(channel);
      logger.error({ channel, error }, 'a block cannot be applied and is tried again');
    },
    broken: (error) => {
      metrics.chainBroken(error.channel);
      logger.fatal({ channel: error.channel, error }, 'the chain of blocks is broken: the listener has stopped');
    },
  };
}

/** Observes the watch over the members' heights. */
export function freshnessObserver(metrics: Metrics, logger: Logger): FreshnessObserver {
  return {
    looked: (channel, freshness, ahead, seen) => {
      metrics.freshness(channel, freshness === 'fresh', ahead, seen);
    },
    changed: (channel, freshness) => {
      if (freshness === 'fresh') logger.info({ channel }, 'reads of the own peer are fresh');
      else logger.warn({ channel, freshness }, 'reads of the own peer may be old and are refused');
    },
  };
}

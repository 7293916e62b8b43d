/** Keeps fabric-shim silent unless CORE_CHAINCODE_LOGGING_LEVEL says otherwise: it logs each transaction, and at length. */
// @ts-expect-error fabric-shim declares no types for its loggers
import { getLogger, setLevel } from 'fabric-shim/lib/logger';

const level = process.env.CORE_CHAINCODE_LOGGING_LEVEL ?? 'CRITICAL';
// Whoever loaded the shim before us gave it its default level.
(setLevel as (level: string) => void)(level);
// setLevel leaves a word there that the shim itself does not understand when it makes its next logger.
process.env.CORE_CHAINCODE_LOGGING_LEVEL = level;

/** The loggers that the shim keeps; it has no list of them. */
const LOGGERS = [
  'lib/chaincode.js',
  'lib/handler.js',
  'lib/iterators.js',
  'lib/stub.js',
  'contracts-spi/chaincodefromcontract.js',
  'contracts-spi/datamarshall.js',
];

// At this level nothing is written, yet each line would be formatted first: a tenth of a transaction's time.
if (level.toUpperCase() === 'CRITICAL')
  for (const name of LOGGERS) (getLogger as (name: string) => { silent: boolean })(name).silent = true;

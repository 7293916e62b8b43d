/** Keeps fabric-shim silent unless CORE_CHAINCODE_LOGGING_LEVEL says otherwise: it logs each transaction, and at length. */
// @ts-expect-error fabric-shim declares no types for its loggers
import { setLevel } from 'fabric-shim/lib/logger';

const level = process.env.CORE_CHAINCODE_LOGGING_LEVEL ?? 'CRITICAL';
// Whoever loaded the shim before us gave it its default level.
(setLevel as (level: string) => void)(level);
// setLevel leaves a word there that the shim itself does not understand when it makes its next logger.
process.env.CORE_CHAINCODE_LOGGING_LEVEL = level;

/** Quiets fabric-shim unless asked otherwise: its loggers read the level while they load, so this is imported first. */
process.env.CORE_CHAINCODE_LOGGING_LEVEL ??= 'error';

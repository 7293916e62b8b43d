/** The gateway's process. */
import { composeGateway } from './composition';
import { readConfig } from './config';
import { openLog } from './logging/logger';
import { runService } from './run-service';

runService({
  name: 'the gateway',
  readConfig,
  openLog: ({ logLevel, organisation }) => openLog(logLevel, organisation),
  compose: (config, logger) => composeGateway(config, logger),
});

/** The enrolment service's process. */
import { composeEnrolment } from './enrolment/compose-enrolment';
import { readEnrolmentConfig } from './enrolment/enrolment-config';
import { openLog } from './logging/logger';
import { runService } from './run-service';

runService({
  name: 'the enrolment service',
  readConfig: readEnrolmentConfig,
  openLog: ({ logLevel, organisation }) => openLog(logLevel, organisation),
  compose: (config, logger) => composeEnrolment(config, logger),
});

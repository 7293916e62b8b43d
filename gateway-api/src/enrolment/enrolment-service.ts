/** The life of an enrolment service. */
import type { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { drain, listen } from '../http/listener';
import type { ReadinessChecks } from '../readiness/readiness';
import type { CertificateIssuer } from './certificate-issuer.port';
import type { EnrolmentConfig } from './enrolment-config';

/** An organisation's enrolment service. */
export class EnrolmentService {
  constructor(
    private readonly config: Pick<EnrolmentConfig, 'host' | 'port' | 'shutdownDeadline'>,
    private readonly logger: Logger,
    private readonly server: Server,
    private readonly readiness: ReadinessChecks,
    private readonly issuer: CertificateIssuer,
  ) {}

  /** Resolves when the port listens. */
  async start(): Promise<void> {
    await listen(this.server, this.config.port, this.config.host);
    this.logger.info({ port: this.port }, 'the enrolment service listens');
  }

  /** The port that it listens on. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Lets requests in progress end, within the configured time. */
  async stop(): Promise<void> {
    this.readiness.stop();
    await drain(this.server, this.config.shutdownDeadline);
    this.issuer.close();
    this.logger.info('the enrolment service has stopped');
  }
}

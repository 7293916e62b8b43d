/** The enrolment service's composition root: a configuration becomes a service, not started yet. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { Logger } from 'pino';
import { readMspFolder } from '../caller/msp-folder';
import { certificateCheck, endingSoon, presented, TlsFiles } from '../certificates';
import { named } from '../config/named';
import { ReadinessChecks } from '../readiness/readiness';
import { TokenVerifier } from '../tokens';
import type { CertificateIssuer } from './certificate-issuer.port';
import { Enrolment } from './enrolment';
import { buildEnrolmentApp } from './enrolment-app';
import type { EnrolmentConfig } from './enrolment-config';
import { EnrolmentService } from './enrolment-service';
import { FabricCaIssuer } from './fabric-ca-issuer';
import { readNameKey } from './name-key';

/**
 * Builds the service.
 *
 * @param connect connects the issuer; tests give their own authority
 * @throws ConfigError when a file that the configuration names cannot be used; LedgerError IDENTITY_UNAVAILABLE when the
 * authority is away at the first start of all
 */
export async function composeEnrolment(
  config: EnrolmentConfig,
  logger: Logger,
  connect: (config: EnrolmentConfig) => CertificateIssuer = connectFabricCa,
): Promise<EnrolmentService> {
  const issuer = connect(config);
  const nameKey = await readNameKey(config.nameKeyFile, () => issuer.people(), logger);
  const { tokenIssuer, tokenAudience, tokenAlgorithms, tokenClockSkew } = config;
  const tokens = new TokenVerifier({
    ...{ issuer: tokenIssuer, audience: tokenAudience, algorithms: tokenAlgorithms, clockSkewMs: tokenClockSkew },
  });
  const tls = named(
    'THERIAC_TLS_CERTIFICATE and THERIAC_TLS_KEY',
    () => new TlsFiles(config.tlsCertificate, config.tlsKey),
  );
  const certificates = [presented('TLS certificate', tls.inUse.cert), ...issuer.standsOn];
  const readiness = new ReadinessChecks(
    [
      { name: 'certificate authority', check: () => issuer.ping().then(() => []) },
      certificateCheck(() => certificates, Date.now),
    ],
    () => endingSoon(certificates, config.certificateWarning, Date.now()),
  );
  const app = buildEnrolmentApp({
    ...{ logger, readiness, organisation: config.organisation },
    enrolment: new Enrolment({ tokens, nameKey, issuer, logger }),
  });
  const ca = named('THERIAC_TLS_ROOTS', () => readFileSync(config.tlsRoots));
  const mutual = { ca, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' } as const;
  const server = createServer({ ...tls.inUse, ...mutual }, app);
  return new EnrolmentService(config, logger, server, readiness, issuer);
}

function connectFabricCa(config: EnrolmentConfig): FabricCaIssuer {
  const { caAddress, caName, tlsRoots, registrarMsp, caCertificate, caKey } = config;
  const [host = '', port] = caAddress.split(':');
  const tlsRoot = named('THERIAC_TLS_ROOTS', () => readFileSync(tlsRoots, 'utf8'));
  const { certificate, key } = named('THERIAC_ENROLMENT_MSP', () => readMspFolder(registrarMsp));
  const { inUse } = named(
    'THERIAC_CA_CLIENT_CERTIFICATE and THERIAC_CA_CLIENT_KEY',
    () => new TlsFiles(caCertificate, caKey),
  );
  const caller = { certificate: inUse.cert.toString(), key: createPrivateKey(inUse.key) };
  return new FabricCaIssuer({ host, port: Number(port), name: caName, tlsRoot, caller }, { certificate, key });
}

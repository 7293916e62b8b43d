/** This gateway's own certificates: its servers' and its client's, renewed without a restart, and when each ends. */
import type { X509Certificate } from 'node:crypto';
import { createServer as createTlsServer, type Server as HttpsServer } from 'node:https';
import type { Server } from 'node:http';
import { readFileSync } from 'node:fs';
import type { Express } from 'express';
import {
  certificatesIn,
  presented,
  type StandingCertificate,
  type TlsCredential,
  TlsFiles,
  trusted,
} from '../certificates';
import type { Config, OwnConsortium } from '../config';
import { apiTls, httpApi, httpsApi } from '../http/api-server';
import { type MemberClient, MemberRoots } from '../members';
import { named } from '../config/named';

/** The certificates, and the servers that present them. */
export class OwnTls {
  readonly roots: MemberRoots;
  readonly #tls: TlsFiles;
  /** The API's own, where it has one. */
  readonly #https: TlsFiles | undefined;
  readonly #atStart: TlsCredential;
  readonly #fixed: readonly StandingCertificate[];
  #standing: readonly StandingCertificate[] = [];
  #api: HttpsServer | undefined;
  #outbox: HttpsServer | undefined;

  /** @throws ConfigError when a file that the configuration names cannot be used */
  constructor(
    private readonly config: Config,
    { consortium, self }: OwnConsortium,
    machineCertificate: string,
  ) {
    const members = consortium.members.map(({ name }) => name);
    this.roots = MemberRoots.read(config.memberTlsRoots, members);
    const { tlsCertificate, tlsKey, httpCertificate, httpKey } = config;
    this.#tls = named('THERIAC_TLS_CERTIFICATE and THERIAC_TLS_KEY', () => new TlsFiles(tlsCertificate, tlsKey));
    this.#https =
      httpCertificate === undefined || httpKey === undefined
        ? undefined
        : named('THERIAC_HTTP_CERTIFICATE and THERIAC_HTTP_KEY', () => new TlsFiles(httpCertificate, httpKey));
    this.#atStart = this.#tls.inUse;
    const others = members.filter((name) => name !== self.name);
    this.#fixed = [
      presented('machine identity', machineCertificate),
      trusted(
        'TLS roots of the own peer',
        named('THERIAC_TLS_ROOTS', () => readRoots(config.tlsRoots)),
        true,
      ),
      ...others.map((name) => trusted(`TLS roots of ${name}`, this.roots.certificatesOf(name), false)),
    ];
    this.#note();
  }

  /** What other members see of this gateway as a client. */
  get credential(): TlsCredential {
    return this.#tls.inUse;
  }

  /** Everything that this gateway stands on. */
  get certificates(): readonly StandingCertificate[] {
    return this.#standing;
  }

  /** The API's server, as the configuration wants it. */
  apiServer(app: Express): Server | HttpsServer {
    const { httpTls, httpConnections } = this.config;
    if (httpTls !== 'certificate') return httpApi(app, httpConnections);
    return (this.#api = httpsApi(app, httpConnections, (this.#https ?? this.#tls).inUse));
  }

  /** The server for other members' gateways. */
  outboxServer(app: Express): HttpsServer {
    const options = { ...this.#mutual(), requestCert: true, rejectUnauthorized: true };
    return (this.#outbox = createTlsServer(options, app));
  }

  /** Takes renewed certificates into use. @throws Error when files do not fit each other; what was in use stays so */
  async readAgain(clients: readonly Pick<MemberClient, 'renew'>[]): Promise<void> {
    if (await this.#tls.readAgain()) {
      this.#outbox?.setSecureContext(this.#mutual());
      for (const client of clients) client.renew(this.#tls.inUse);
      if (this.#https === undefined) this.#api?.setSecureContext(apiTls(this.#tls.inUse));
    }
    const https = this.#https;
    if (https !== undefined && (await https.readAgain())) this.#api?.setSecureContext(apiTls(https.inUse));
    this.#note();
  }

  /** Mutual TLS with every member's roots, and no other. */
  #mutual() {
    return { ...this.#tls.inUse, ca: this.roots.all(), minVersion: 'TLSv1.3' as const };
  }

  #note(): void {
    const { cert } = this.#tls.inUse;
    // The connection to the peer was opened with what stood at the start, and is until the next.
    const isRenewed = !cert.equals(this.#atStart.cert);
    this.#standing = [
      presented('TLS certificate', cert),
      ...(isRenewed ? [presented('TLS certificate towards the peer, until a restart', this.#atStart.cert)] : []),
      ...(this.#https === undefined ? [] : [presented('HTTPS certificate', this.#https.inUse.cert)]),
      ...this.#fixed,
    ];
  }
}

function readRoots(file: string): X509Certificate[] {
  return certificatesIn(readFileSync(file, 'utf8'));
}

/** An organisation whose certificate authority runs and has issued everything, for a test that goes on from there. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'node:https';
import { CaClient, type CaRequest, caToken, type Credential } from '@theriac/fabric-ca';
import {
  callerCredential,
  issueForOrganisation,
  readCredential,
  type CertifiedNetwork,
} from '../../../network/src/certificates';
import { portsOf } from '../../../network/src/topology';
import { CaServer } from './ca-server';
import { freePortOffset, scratchNetwork } from './scratch-network';

const QUIET = { report: (): void => undefined };

/** One organisation of a scratch network. */
export class IssuedOrganisation {
  private constructor(
    readonly network: CertifiedNetwork,
    readonly name: string,
    readonly server: CaServer,
    private readonly folder: string,
  ) {}

  static async start(name: string): Promise<IssuedOrganisation> {
    const place = {
      folder: mkdtempSync(join(tmpdir(), 'theriac-organisation-')),
      portOffset: await freePortOffset(name),
    };
    const network = scratchNetwork(place);
    const server = new CaServer(network, name, place);
    await server.start();
    await issueForOrganisation(network, name, QUIET);
    return new IssuedOrganisation(network, name, server, place.folder);
  }

  path(...parts: string[]): string {
    return this.network.layout.organisation(this.name, ...parts);
  }

  credential(folder: string): Credential {
    return readCredential(this.path(folder), folder.endsWith('tls') ? 'tls' : 'msp')!;
  }

  get caPort(): number {
    return portsOf(this.network.topology, this.network.name, this.name).ca;
  }

  /** PEM of the TLS CA. */
  get tlsRoot(): string {
    return readFileSync(this.path('gateway', 'tls', 'ca.crt'), 'utf8');
  }

  /** The registrar's TLS certificate towards the authority. */
  get caller(): Credential {
    return callerCredential(this.network.layout, this.name, 'registrar');
  }

  private get callerPem(): { readonly cert: string; readonly key: string } {
    const { certificate, key } = this.caller;
    return { cert: certificate, key: key.export({ type: 'pkcs8', format: 'pem' }) as string };
  }

  /** A client of the identity CA, with the registrar's TLS certificate or another. */
  identityCa(caller = this.caller): CaClient {
    return new CaClient({
      host: 'localhost',
      port: this.caPort,
      name: 'ca',
      tlsRoot: this.tlsRoot,
      caller,
    });
  }

  /** The status of what the identity CA answers to a request that no client of ours would send. */
  async askCa(caller: Credential, method: CaRequest['method'], resource: string, content?: object): Promise<number> {
    return (await this.send(caller, method, resource, content)).status;
  }

  /** The list of revoked certificates, DER. */
  async revocationList(): Promise<Buffer> {
    const { text } = await this.send(this.credential('ca/registrar/identity'), 'POST', 'gencrl', {});
    const { result } = JSON.parse(text) as { result: { CRL: string } };
    // PEM, in base64.
    const pem = Buffer.from(result.CRL, 'base64').toString();
    return Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  }

  /** Resolves when the identity CA answers. */
  async untilServing(): Promise<void> {
    const ca = this.identityCa();
    const isAway = (): Promise<boolean> =>
      ca.ping().then(
        () => false,
        () => true,
      );
    while (await isAway()) await sleep(50);
    ca.close();
  }

  private send(
    caller: Credential,
    method: CaRequest['method'],
    resource: string,
    content?: object,
  ): Promise<{ readonly status: number; readonly text: string }> {
    const body = content === undefined ? '' : JSON.stringify({ caname: 'ca', ...content });
    const path = `/api/v1/${resource}${content === undefined ? '?ca=ca' : ''}`;
    const headers = {
      authorization: caToken(caller, { method, path, body }),
      'content-length': Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      const options = {
        host: 'localhost',
        port: this.caPort,
        path,
        method,
        headers,
        ca: this.tlsRoot,
        agent: false,
        ...this.callerPem,
      };
      request(options, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        answer.once('end', () => {
          resolve({ status: answer.statusCode ?? 0, text });
        });
      })
        .on('error', reject)
        .end(body);
    });
  }

  async stop(): Promise<void> {
    await this.server.end();
    rmSync(this.folder, { recursive: true });
  }
}

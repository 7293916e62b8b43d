/** A gateway's own certificates: HTTPS with them, mutual TLS with them, and another one in use without a restart. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import express from 'express';
import type { TlsCredential } from '../certificates';
import type { Config, OwnConsortium } from '../config';
import { drain, listen } from '../http/listener';
import { type TlsFolder, tlsFolder } from '../members/fixtures/tls-authorities';
import { OwnTls } from './own-tls';

const MEMBERS = ['pharmacy', 'hospital'];
const consortium = { members: MEMBERS.map((name) => ({ name })) };
const own = { consortium, self: consortium.members[0] } as unknown as OwnConsortium;

let tls: TlsFolder;
let later: TlsFolder;
let folder: string;
let ownTls: OwnTls;
const stops: (() => Promise<void>)[] = [];

const file = (name: string): string => join(folder, name);
const at = ({ folder: where }: TlsFolder, name: string): string => join(where, name);
const settings = (): Config =>
  ({
    ...{ tlsCertificate: file('own.crt'), tlsKey: file('own.key'), tlsRoots: at(tls, 'pharmacy.pem') },
    ...{ memberTlsRoots: tls.roots, httpTls: 'certificate', httpConnections: 10 },
  }) as Config;

/** Lays a certificate of `from` where the gateway has its own. */
function lay(from: TlsFolder, ...kinds: ('crt' | 'key')[]): void {
  for (const kind of kinds) copyFileSync(at(from, `pharmacy.${kind}`), file(`own.${kind}`));
}

beforeAll(async () => {
  [tls, later] = await Promise.all([tlsFolder(MEMBERS), tlsFolder(MEMBERS)]);
});
afterAll(() => {
  tls.remove();
  later.remove();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-own-tls-'));
  lay(tls, 'crt', 'key');
  ownTls = new OwnTls(settings(), own, readFileSync(at(tls, 'pharmacy.crt'), 'utf8'));
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rmSync(folder, { recursive: true });
});

async function portOf(server: ReturnType<OwnTls['apiServer']>): Promise<number> {
  await listen(server, 0, '127.0.0.1');
  stops.push(() => drain(server, 100));
  return (server.address() as AddressInfo).port;
}

/** The certificate that a port presents. */
async function presentedAt(port: number, options: ConnectionOptions = {}): Promise<string> {
  const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerX509Certificate()!;
  socket.destroy();
  return fingerprint256;
}

const fingerprint = (of: TlsFolder): string => new X509Certificate(readFileSync(at(of, 'pharmacy.crt'))).fingerprint256;

describe('the API', () => {
  it('is HTTPS with the organisation’s certificate, by TLS 1.2 and later', async () => {
    const port = await portOf(ownTls.apiServer(express()));
    expect(await presentedAt(port)).toBe(fingerprint(tls));
    expect(await presentedAt(port, { maxVersion: 'TLSv1.2' })).toBe(fingerprint(tls));
    const old: ConnectionOptions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    await expect(presentedAt(port, old)).rejects.toThrow(/protocol version|unsupported protocol|alert/i);
  });

  it('has a certificate of its own where the configuration names one', async () => {
    const api = { httpCertificate: at(later, 'pharmacy.crt'), httpKey: at(later, 'pharmacy.key') };
    const apart = new OwnTls({ ...settings(), ...api }, own, readFileSync(file('own.crt'), 'utf8'));
    expect(await presentedAt(await portOf(apart.apiServer(express())))).toBe(fingerprint(later));
    expect(apart.certificates.map(({ what }) => what)).toContain('HTTPS certificate');
  });

  it('does not start with a key that is another certificate’s', () => {
    lay(later, 'key');
    expect(() => new OwnTls(settings(), own, '')).toThrow('THERIAC_TLS_KEY: the key does not belong');
  });
});

describe('a renewed certificate', () => {
  const renewed: TlsCredential[] = [];
  const members = { renew: (credential: TlsCredential) => void renewed.push(credential) };
  const credentials = { cert: '', key: '' };
  beforeEach(() => {
    renewed.length = 0;
    credentials.cert = readFileSync(at(tls, 'hospital.crt'), 'utf8');
    credentials.key = readFileSync(at(tls, 'hospital.key'), 'utf8');
  });

  it('is in use on both ports and as a client, without a restart', async () => {
    const [api, outbox] = [await portOf(ownTls.apiServer(express())), await portOf(ownTls.outboxServer(express()))];
    expect(await presentedAt(outbox, credentials)).toBe(fingerprint(tls));
    lay(later, 'crt', 'key');
    await ownTls.readAgain([members]);
    expect(await presentedAt(api)).toBe(fingerprint(later));
    expect(await presentedAt(outbox, credentials)).toBe(fingerprint(later));
    expect(renewed).toEqual([ownTls.credential]);
    expect(ownTls.credential.cert).toEqual(readFileSync(at(later, 'pharmacy.crt')));
    // The connection to the peer has the first one still.
    expect(ownTls.certificates.map(({ what }) => what)).toContain('TLS certificate towards the peer, until a restart');
  });

  it('waits for its key: one file is written before the other', async () => {
    const api = await portOf(ownTls.apiServer(express()));
    lay(later, 'crt');
    await expect(ownTls.readAgain([members])).rejects.toThrow('does not belong');
    expect(await presentedAt(api)).toBe(fingerprint(tls));
    lay(later, 'key');
    await ownTls.readAgain([members]);
    expect(await presentedAt(api)).toBe(fingerprint(later));
  });

  it('that is the same changes nothing', async () => {
    await ownTls.readAgain([members]);
    expect(renewed).toEqual([]);
  });
});

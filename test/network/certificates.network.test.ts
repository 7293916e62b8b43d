import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaClient, certificateAttributes } from '@theriac/fabric-ca';
import {
  caFolderOf,
  certificatePlan,
  issueForOrganisation,
  readCredential,
  type CertifiedNetwork,
} from '../../network/src/certificates';
import { portsOf } from '../../network/src/topology';
import { CaServer } from './certificates/ca-server';
import { freePortOffset, scratchNetwork, type ScratchPlace } from './certificates/scratch-network';

// The first run builds Fabric's binaries.
const BUILD_TIMEOUT_MS = 15 * 60_000;
const TEST_TIMEOUT_MS = 300_000;
const ORGANISATION = 'hospital';

jest.setTimeout(TEST_TIMEOUT_MS);

let place: ScratchPlace;
let network: CertifiedNetwork;
let server: CaServer;
const reports: string[] = [];
const report = (line: string): number => reports.push(line);
const options = { report };

async function aNewNetwork(): Promise<void> {
  place = {
    folder: mkdtempSync(join(tmpdir(), 'theriac-certificates-')),
    portOffset: await freePortOffset(ORGANISATION),
  };
  network = scratchNetwork(place);
  server = new CaServer(network, ORGANISATION, place);
  reports.length = 0;
  await server.start();
}

async function endOfNetwork(): Promise<void> {
  await server.end();
  rmSync(place.folder, { recursive: true });
}

const inOrganisation = (...path: string[]): string => network.layout.organisation(ORGANISATION, ...path);
const certificateIn = (folder: string, kind: 'msp' | 'tls'): X509Certificate =>
  new X509Certificate(readCredential(inOrganisation(folder), kind)!.certificate);
const attributesIn = (folder: string): Record<string, string> =>
  certificateAttributes(certificateIn(folder, 'msp').toString());

/** Every file below a folder, with its content. */
function filesBelow(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return new Map(names.filter((name) => statSync(name).isFile()).map((name) => [name, readFileSync(name)]));
}

/** Folders of the hospital's certificates. */
const plannedFolders = (): { folder: string; kind: 'msp' | 'tls' }[] => certificatePlan(ORGANISATION, true);

const issuedFolders = (): string[] =>
  plannedFolders()
    .filter(({ folder, kind }) => readCredential(inOrganisation(folder), kind) !== undefined)
    .map(({ folder }) => folder);

describe("an organisation's first start", () => {
  let bootstrapSecrets: string[];
  let registrationSecrets: string[];

  beforeAll(async () => {
    await aNewNetwork();
    bootstrapSecrets = Object.values(caFolderOf(network, ORGANISATION).secrets!);
    const register = jest.spyOn(CaClient.prototype, 'register');
    await issueForOrganisation(network, ORGANISATION, options);
    registrationSecrets = register.mock.calls.map(([, { secret }]) => secret);
    register.mockRestore();
  }, BUILD_TIMEOUT_MS);

  afterAll(endOfNetwork);

  it('issues every certificate', () => {
    expect(issuedFolders()).toEqual(plannedFolders().map(({ folder }) => folder));
    expect(reports).toEqual([`hospital: 12 of 12 certificates issued`]);
  });

  it('gives the gateway its role for years, and no certificate the right to issue others', () => {
    expect(attributesIn('gateway/msp')).toEqual({ role: 'gateway' });
    for (const { folder, kind } of plannedFolders()) expect(certificateIn(folder, kind).ca).toBe(false);
    const years = (Date.parse(certificateIn('gateway/msp', 'msp').validTo) - Date.now()) / (365 * 24 * 3_600_000);
    expect(years).toBeGreaterThan(5);
  });

  it('tells kinds apart by OU, for which the MSP folders name the authority', () => {
    const ou = (folder: string): string | undefined => /^OU=(.*)$/m.exec(certificateIn(folder, 'msp').subject)?.[1];
    expect(['admin', 'peer', 'orderer', 'gateway'].map((machine) => ou(`${machine}/msp`))).toEqual([
      'admin',
      'peer',
      'orderer',
      'client',
    ]);
    const root = new X509Certificate(readFileSync(inOrganisation('peer', 'msp', 'cacerts', 'ca.pem')));
    expect(certificateIn('peer/msp', 'msp').verify(root.publicKey)).toBe(true);
    expect(readFileSync(inOrganisation('msp', 'cacerts', 'ca.pem'), 'utf8')).toBe(root.toString());
  });

  it('lets listeners be reached on this machine, as server and as client', () => {
    const certificate = certificateIn('peer/tls', 'tls');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkHost('peer-hospital')).toBe('peer-hospital');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
    const root = new X509Certificate(readFileSync(inOrganisation('peer', 'tls', 'ca.crt')));
    expect(certificate.verify(root.publicKey)).toBe(true);
  });

  it('leaves nothing readable to others', () => {
    const readable = readdirSync(inOrganisation(), { recursive: true, encoding: 'utf8' }).filter(
      (name) => (statSync(inOrganisation(name)).mode & 0o077) !== 0,
    );
    expect(readable).toEqual([]);
  });

  it('leaves no secret behind: not in a log, not in a configuration, nowhere', () => {
    const secrets = [...bootstrapSecrets, ...registrationSecrets];
    expect(secrets).toHaveLength(2 + 12);
    const files = filesBelow(place.folder);
    expect(files.has(server.log)).toBe(true);
    for (const [name, content] of files) {
      for (const secret of secrets) expect({ name, found: content.includes(secret) }).toEqual({ name, found: false });
    }
    const log = readFileSync(server.log, 'utf8');
    expect(log).not.toMatch(/PRIVATE KEY|Basic /);
    expect(readFileSync(caFolderOf(network, ORGANISATION).serverConfig, 'utf8')).not.toContain('registrar');
  });

  it('listens on this machine only', async () => {
    const { ca, caOperations } = portsOf(network.topology, network.name, ORGANISATION);
    expect(otherAddresses()).not.toEqual([]);
    for (const port of [ca, caOperations]) {
      expect(await answers('127.0.0.1', port)).toBe(true);
      for (const address of otherAddresses()) {
        expect({ address, port, answers: await answers(address, port) }).toEqual({ address, port, answers: false });
      }
    }
  });

  it('changes nothing the second time', async () => {
    const before = filesBelow(inOrganisation());
    reports.length = 0;
    await issueForOrganisation(network, ORGANISATION, options);
    expect(reports).toEqual([]);
    const changed = [...filesBelow(inOrganisation())].flatMap(([name, content]) =>
      before.get(name)?.equals(content) === true ? [] : relative(inOrganisation(), name),
    );
    expect(changed.filter((name) => !name.startsWith('ca/'))).toEqual([]);
  });

  it('goes on without the one-time secrets after a restart', async () => {
    await server.end('SIGKILL');
    await server.start();
    rmSync(inOrganisation('chaincode'), { recursive: true });
    await issueForOrganisation(network, ORGANISATION, options);
    expect(issuedFolders()).toHaveLength(12);
  });
});

describe('a first start that is killed', () => {
  beforeAll(aNewNetwork, BUILD_TIMEOUT_MS);
  afterAll(endOfNetwork);

  it('goes on where it was, wherever it was, and the server with it', async () => {
    for (const issued of [0, 3, 6, 9]) {
      await killOnceIssued(issued);
      // What was killed with a request in flight: the server has registered what nobody enrolled.
      if (issued === 6) {
        await server.end('SIGKILL');
        await server.start();
      }
    }
    await issueForOrganisation(network, ORGANISATION, options);
    expect(issuedFolders()).toHaveLength(12);
    expect(reports.at(-1)).toMatch(/^hospital: [1-7] of 12 certificates issued$/);
    // Somebody was registered and not enrolled when a kill came, and was given a new secret.
    expect(readFileSync(server.log, 'utf8')).toMatch(/PUT \/api\/v1\/identities\/\S+ 200/);
  });

  /** Kills an issuing process as soon as the registrar and so many certificates are there, which is before all are. */
  async function killOnceIssued(count: number): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        '--conditions=source',
        '-r',
        join(__dirname, 'typescript-child.cjs'),
        join(__dirname, 'certificates', 'issue.ts'),
        place.folder,
        String(place.portOffset),
        ORGANISATION,
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const exit = once(child, 'exit');
    while (
      child.exitCode === null &&
      !(caFolderOf(network, ORGANISATION).hasRegistrar && issuedFolders().length >= count)
    ) {
      await sleep(2);
    }
    child.kill('SIGKILL');
    await exit;
    expect({ signal: child.signalCode, all: issuedFolders().length === 12 }).toEqual({ signal: 'SIGKILL', all: false });
  }
});

/** Whether somebody answers there. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/** This machine's addresses other than 127.0.0.1; all of 127.0.0.0/8 is the machine itself on Linux. */
function otherAddresses(): string[] {
  const outward = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
  return process.platform === 'linux' ? ['127.0.0.2', ...outward] : outward;
}

import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CaClient, certificateAttributes } from '@theriac/fabric-ca';
import {
  caFolderOf,
  certificatePlan,
  issueForOrganisation,
  personFileSchema,
  readCredential,
  refreshPeople,
  type CertifiedNetwork,
  type PersonFile,
} from '../../network/src/certificates';
import { portsOf } from '../../network/src/topology';
import { CaServer } from './certificates/ca-server';
import { freePortOffset, scratchNetwork, type ScratchPlace } from './certificates/scratch-network';

// The first run builds Fabric's binaries.
const BUILD_TIMEOUT_MS = 15 * 60_000;
const TEST_TIMEOUT_MS = 300_000;
const ORGANISATION = 'hospital';

/** All but the clock. */
const TIMERS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

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
const person = (name: string): PersonFile =>
  personFileSchema.parse(JSON.parse(readFileSync(inOrganisation('people', name, 'person.json'), 'utf8')));

/** Every file below a folder, with its content. */
function filesBelow(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return new Map(names.filter((name) => statSync(name).isFile()).map((name) => [name, readFileSync(name)]));
}

/** Folders of the hospital's certificates; the random names do not matter here. */
function plannedFolders(): { folder: string; kind: 'msp' | 'tls' }[] {
  const { people } = network.topology.organisations.find(({ name }) => name === ORGANISATION)!;
  return certificatePlan({
    name: ORGANISATION,
    runsOrderer: true,
    people: people.map(({ name, role }) => ({ name, role, person: '' })),
  });
}

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
    expect(reports).toEqual([`hospital: 18 of 18 certificates issued`]);
  });

  it('gives people role and site under a random name, and nothing else', () => {
    expect(attributesIn('people/nurse/msp')).toEqual({ role: 'nurse', site: '9521101000016' });
    expect(attributesIn('people/patient-ben/msp')).toEqual({ role: 'patient' });
    expect(person('nurse')).toMatchObject({ name: 'nurse', role: 'nurse', organisation: ORGANISATION });
    const { subject } = certificateIn('people/nurse/msp', 'msp');
    expect(subject).toBe(`OU=client\nCN=${person('nurse').person}`);
    expect(certificateIn('people/nurse/msp', 'msp').toString()).not.toContain('nurse');
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
    expect(secrets).toHaveLength(2 + 18);
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

  it('changes nothing of the machines the second time; people, who have an hour, are certified anew', async () => {
    const before = filesBelow(inOrganisation());
    reports.length = 0;
    await issueForOrganisation(network, ORGANISATION, options);
    expect(reports).toEqual(['hospital: 6 of 18 certificates issued']);
    const changed = [...filesBelow(inOrganisation())].flatMap(([name, content]) =>
      before.get(name)?.equals(content) === true ? [] : relative(inOrganisation(), name),
    );
    expect(changed.filter((name) => !/^(people|ca)\//.test(name))).toEqual([]);
  });

  it('goes on without the one-time secrets after a restart', async () => {
    await server.end('SIGKILL');
    await server.start();
    rmSync(inOrganisation('chaincode'), { recursive: true });
    await issueForOrganisation(network, ORGANISATION, options);
    expect(issuedFolders()).toHaveLength(18);
  });
});

describe('a demo person', () => {
  beforeAll(async () => {
    await aNewNetwork();
    await issueForOrganisation(network, ORGANISATION, options);
  }, BUILD_TIMEOUT_MS);

  afterAll(endOfNetwork);
  afterEach(() => jest.useRealTimers());

  it('gets a new certificate under the same name before the old one expires, and machines keep theirs', async () => {
    const nurse = { name: person('nurse').person, serial: certificateIn('people/nurse/msp', 'msp').serialNumber };
    const peer = certificateIn('peer/msp', 'msp').serialNumber;
    const inElevenMonths = Date.now() + 340 * 24 * 3_600_000;
    jest.useFakeTimers({ now: inElevenMonths, doNotFake: [...TIMERS] });
    await issueForOrganisation(network, ORGANISATION, options);

    const renewed = certificateIn('people/nurse/msp', 'msp');
    expect(renewed.serialNumber).not.toBe(nurse.serial);
    expect(renewed.subject).toContain(`CN=${nurse.name}`);
    expect(certificateIn('peer/msp', 'msp').serialNumber).toBe(peer);
  });

  it('gets a certificate for a role that the topology changed', async () => {
    const hospital = network.topology.organisations.find(({ name }) => name === ORGANISATION)!;
    const people = hospital.people.map((one) => (one.name === 'nurse' ? { ...one, role: 'physician' as const } : one));
    const name = person('nurse').person;
    await refreshPeople(
      { ...network, topology: { ...network.topology, organisations: [{ ...hospital, people }] } },
      ORGANISATION,
      options,
    );
    expect(attributesIn('people/nurse/msp')).toEqual({ role: 'physician', site: '9521101000016' });
    expect(person('nurse')).toMatchObject({ person: name, role: 'physician' });
  });
});

describe('a first start that is killed', () => {
  beforeAll(aNewNetwork, BUILD_TIMEOUT_MS);
  afterAll(endOfNetwork);

  it('goes on where it was, wherever it was, and the server with it', async () => {
    const names = new Map<string, string>();
    for (const issued of [0, 3, 7, 11]) {
      await killOnceIssued(issued);
      // What was killed with a request in flight: the server has registered what nobody enrolled.
      if (issued === 7) {
        await server.end('SIGKILL');
        await server.start();
      }
      for (const name of ['nurse', 'patient-ben']) {
        if (!existsSync(inOrganisation('people', name, 'person.json'))) continue;
        names.set(name, names.get(name) ?? person(name).person);
        expect(person(name).person).toBe(names.get(name));
      }
    }
    await issueForOrganisation(network, ORGANISATION, options);
    expect(issuedFolders()).toHaveLength(18);
    expect(reports.at(-1)).toMatch(/^hospital: [1-7] of 18 certificates issued$/);
    // Somebody was registered and not enrolled when a kill came, and was given a new secret.
    expect(readFileSync(server.log, 'utf8')).toMatch(/PUT \/api\/v1\/identities\/\S+ 200/);
    expect(attributesIn('people/nurse/msp')).toEqual({ role: 'nurse', site: '9521101000016' });
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
    expect({ signal: child.signalCode, all: issuedFolders().length === 18 }).toEqual({ signal: 'SIGKILL', all: false });
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

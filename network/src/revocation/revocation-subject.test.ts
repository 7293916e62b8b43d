import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { personNameOf } from '@theriac/fabric-ca';
import type { CertifiedNetwork } from '../certificates';
import { StateLayout } from '../native/state-layout';
import { loadTopology } from '../topology';
import { OrdererIdentityError, subjectOf, UnknownSubjectError } from './revocation-subject';

const NAME_KEY = Buffer.alloc(32, 7);

let network: CertifiedNetwork;

beforeEach(() => {
  const layout = new StateLayout(mkdtempSync(join(tmpdir(), 'theriac-subject-')));
  network = { topology: loadTopology(), name: 'test', layout };
});
afterEach(() => {
  rmSync(network.layout.state, { recursive: true });
});

it('finds a demo person’s organisation, and the name that its enrolment service gives them', () => {
  const file = network.layout.organisation('pharmacy', 'enrolment', 'name.key');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, NAME_KEY);
  const name = personNameOf(NAME_KEY, 'http://localhost:18891/pharmacy', 'pharmacist');
  expect(subjectOf(network, { name: 'pharmacist' })).toEqual({ organisation: 'pharmacy', id: name, isMachine: false });
});

it('says so when nobody of an organisation can have a name yet', () => {
  expect(() => subjectOf(network, { name: 'pharmacist' })).toThrow(/the enrolment service of pharmacy has never run/);
});

it('takes a random name as logs show it', () => {
  const id = '0123456789abcdef0123456789abcdef';
  expect(subjectOf(network, { organisation: 'clinic', id })).toEqual({ organisation: 'clinic', id, isMachine: false });
  expect(() => subjectOf(network, { organisation: 'clinic', id: 'gateway-clinic' })).toThrow(/32 hexadecimal digits/);
  expect(() => subjectOf(network, { organisation: 'bakery', id })).toThrow('the topology has no organisation bakery');
});

it('finds a machine', () => {
  const machine = { organisation: 'insurer', id: 'gateway-insurer', isMachine: true };
  expect(subjectOf(network, { name: 'gateway-insurer' })).toEqual(machine);
});

it('leaves orderers to those who must agree', () => {
  expect(() => subjectOf(network, { name: 'orderer-clinic' })).toThrow(OrdererIdentityError);
});

it('lists whom there is when it knows nobody of a name', () => {
  const unknown = (): unknown => subjectOf(network, { name: 'baker' });
  expect(unknown).toThrow(UnknownSubjectError);
  expect(unknown).toThrow(/nobody is called 'baker'.*\n.*pharmacy: pharmacist, technician.*gateway-pharmacy/s);
  expect(unknown).not.toThrow(/orderer-/);
});

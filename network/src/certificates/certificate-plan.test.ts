import { certificatePlan } from './certificate-plan';

const ben = { name: 'patient-ben', person: '0f'.repeat(16), role: 'patient' };
const nurse = { name: 'nurse', person: '1e'.repeat(16), role: 'nurse', site: '9521101000016' };
const plan = (runsOrderer: boolean) => certificatePlan({ name: 'hospital', runsOrderer, people: [ben, nurse] });
const folders = (runsOrderer: boolean): string[] => plan(runsOrderer).map(({ folder }) => folder);

describe('the certificates of an organisation', () => {
  it('are those of its machines and people', () => {
    expect(folders(false)).toEqual([
      'admin/msp',
      'admin/tls',
      'peer/msp',
      'peer/tls',
      'gateway/msp',
      'gateway/tls',
      'enrolment/msp',
      'enrolment/tls',
      'chaincode/tls',
      'people/patient-ben/msp',
      'people/nurse/msp',
    ]);
  });

  it('include an orderer and who administers it where it runs one', () => {
    expect(folders(true).filter((folder) => !folders(false).includes(folder))).toEqual([
      'orderer/msp',
      'orderer/tls',
      'osnadmin/tls',
    ]);
  });

  it("carry the gateway's role, a person's role and site, and nothing else", () => {
    const attributes = Object.fromEntries(plan(true).map(({ folder, attributes }) => [folder, attributes]));
    expect(attributes).toMatchObject({
      'gateway/msp': { role: 'gateway' },
      'people/patient-ben/msp': { role: 'patient' },
      'people/nurse/msp': { role: 'nurse', site: '9521101000016' },
    });
    const carrying = Object.values(attributes).filter((values) => Object.keys(values).length > 0);
    expect(carrying).toHaveLength(3);
  });

  it('let the enrolment service register people, and nobody else', () => {
    const [enrolment, ...others] = plan(true).filter(({ rights }) => rights !== undefined);
    expect(others).toEqual([]);
    expect(enrolment).toMatchObject({
      folder: 'enrolment/msp',
      affiliation: 'people',
      rights: { 'hf.Registrar.Roles': 'client', 'hf.Registrar.Attributes': 'role,site,mfa' },
    });
  });

  it('name people at random, never as the demo does', () => {
    for (const planned of plan(true).filter(({ folder }) => folder.startsWith('people/'))) {
      expect(planned.id).toMatch(/^[0-9a-f]{32}$/);
      expect(planned.profile).toBeUndefined();
    }
  });

  it('let each listener be reached as this machine and as its service', () => {
    const peer = plan(true).find(({ folder }) => folder === 'peer/tls');
    expect(peer?.hosts).toEqual(['localhost', '127.0.0.1', '::1', 'peer-hospital']);
  });
});

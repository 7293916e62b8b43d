import { certificatePlan } from './certificate-plan';

const plan = (runsOrderer: boolean) => certificatePlan('hospital', runsOrderer);
const folders = (runsOrderer: boolean): string[] => plan(runsOrderer).map(({ folder }) => folder);

describe('the certificates of an organisation', () => {
  it('are those of its machines', () => {
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
    ]);
  });

  it('include an orderer and who administers it where it runs one', () => {
    expect(folders(true).filter((folder) => !folders(false).includes(folder))).toEqual([
      'orderer/msp',
      'orderer/tls',
      'osnadmin/tls',
    ]);
  });

  it("carry the gateway's role, and nothing else", () => {
    const carrying = plan(true).filter(({ attributes }) => Object.keys(attributes).length > 0);
    expect(carrying).toMatchObject([{ folder: 'gateway/msp', attributes: { role: 'gateway' } }]);
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

  it('let each listener be reached as this machine and as its service', () => {
    const peer = plan(true).find(({ folder }) => folder === 'peer/tls');
    expect(peer?.hosts).toEqual(['localhost', '127.0.0.1', '::1', 'peer-hospital']);
  });
});

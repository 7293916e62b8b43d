import { writeFileSync } from 'node:fs';
import { consortium } from '../fixtures/consortium';
import { type LaunchFiles, launchFiles } from '../fixtures/tls-files';
import { readSettings } from './settings';

describe('the settings of a chaincode process', () => {
  let files: LaunchFiles;
  beforeEach(async () => {
    files = await launchFiles(8701);
  });
  afterEach(() => {
    files.remove();
  });

  it('are read from variables and the files that they name', () => {
    const settings = readSettings(files.environment);
    expect(settings).toMatchObject({ packageId: 'theriac:0123456789abcdef', address: '127.0.0.1:8701', consortium });
    expect(settings.tls.cert.toString()).toBe(files.certificate);
    expect(settings.tls.key.toString()).toBe(files.key);
  });

  it('name every variable that is missing, and what it is for', () => {
    const { CHAINCODE_ID: _id, CHAINCODE_TLS_CERT: _certificate, ...rest } = files.environment;
    expect(() => readSettings(rest)).toThrow(/^set CHAINCODE_ID \(.+\), CHAINCODE_TLS_CERT \(.+\)$/);
  });

  it('name the variable whose file is not there', () => {
    const wrong = { ...files.environment, CHAINCODE_TLS_CLIENT_CACERT: '/nowhere/ca.crt' };
    expect(() => readSettings(wrong)).toThrow(
      'CHAINCODE_TLS_CLIENT_CACERT names a file that cannot be read: /nowhere/ca.crt',
    );
  });

  it.each([
    ['no JSON', '{'],
    ['no consortium', '{"version":2}'],
  ])('say that the consortium’s file is %s', (_, text) => {
    writeFileSync(files.environment.THERIAC_CONSORTIUM ?? '', text);
    expect(() => readSettings(files.environment)).toThrow(/^THERIAC_CONSORTIUM names a file that is no consortium: /);
  });
});

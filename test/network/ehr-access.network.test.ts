/** On Fabric: private commands, a link that one provider alone holds, and nothing of a patient in any block. */
import { randomBytes } from 'node:crypto';
import { aConsent } from '../../chaincode/src/fixtures/signed-consents';
import { type CompiledConsent, signedText } from '@theriac/domain/ehr';
import { signLowS } from '@theriac/fabric-ca';
import { organisationOf, until } from '@theriac/network';
import { scanBlocks, type ScannedBlock } from '../fixtures/block-scan';
import { PLACE } from './native-network.fixture';
import { BareClient, type BarePerson, enrolPerson } from './revocation/bare-client';
import { PATIENCE, refusal } from './revocation/refusal';

jest.setTimeout(180_000);

const PROVIDERS = ['hospital', 'clinic', 'pharmacy'] as const;
type Provider = (typeof PROVIDERS)[number];

const patient = randomBytes(16).toString('hex');
const salt = randomBytes(16).toString('hex');
const recordNumber = `MRN-${randomBytes(4).toString('hex')}`;
const consentId = randomBytes(16).toString('hex');
const link = { patient, provider: 'hospital', recordNumber, salt };
const permit = aConsent(consentId, { type: 'permit', actors: [{ organisation: 'hospital' }], purposes: ['TREAT'] });

let ana: BarePerson;
let nurse: BarePerson;
const clients: BareClient[] = [];
beforeAll(async () => {
  ana = await enrolPerson('clinic', undefined, { role: 'patient' });
  nurse = await enrolPerson('hospital', undefined, { role: 'nurse', site: '9521101000016' });
});
afterAll(() => {
  for (const client of clients) client.close();
});

const mspOf = (provider: Provider): string => organisationOf(PLACE.topology, provider).mspId;
const contractAt = (person: BarePerson, at: Provider) => {
  const client = new BareClient(person, at);
  clients.push(client);
  return client.contract('care');
};
const optionsOf = (command: object, only?: Provider) => ({
  transientData: { command: Buffer.from(JSON.stringify(command)) },
  ...(only !== undefined && { endorsingOrganizations: [mspOf(only)] }),
});
const submit = async (person: BarePerson, at: Provider, transaction: string, command: object, only?: Provider) =>
  json(await contractAt(person, at).submit(`EhrAccess:${transaction}`, optionsOf(command, only)));
const evaluate = async (person: BarePerson, at: Provider, transaction: string, question: object) =>
  json(await contractAt(person, at).evaluate(`EhrAccess:${transaction}`, optionsOf(question, at)));

function json(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
}

function giving(consent: CompiledConsent) {
  const text = signedText({ patient, sequence: 1, consents: [consent] });
  const signature = Buffer.from(signLowS(ana.identity.key, Buffer.from(text))).toString('base64');
  return { patient, sequence: 1, consent, signature };
}

it('a patient registers at home, and every provider’s peer knows them', async () => {
  const registered = () => submit(ana, 'clinic', 'RegisterPatient', { patient, ownKey: true });
  expect(await until('the registration', registered, PATIENCE)).toEqual({
    type: 'PatientRegistered',
    version: 1,
    at: expect.any(String),
  });
  for (const provider of PROVIDERS) {
    const known = () => evaluate(ana, provider, 'ReadMyPatient', {});
    expect(await until(`${provider} knows her`, known, PATIENCE)).toMatchObject({ patient, home: 'clinic' });
  }
});

it('links at another provider through that provider’s peer alone, which alone holds the number', async () => {
  await until('the link', () => submit(ana, 'hospital', 'LinkRecord', link, 'hospital'), PATIENCE);
  expect(await evaluate(nurse, 'hospital', 'ReadLink', { patient, provider: 'hospital' })).toMatchObject({
    link: { recordNumber, origin: 'patient' },
  });
  const elsewhere = refusal(evaluate(ana, 'clinic', 'ReadLink', { patient, provider: 'hospital' }));
  expect(await elsewhere).not.toContain('it was done');
  // Another provider’s endorsement does not make a link there.
  const forged = submit(ana, 'clinic', 'LinkRecord', { ...link, patient, recordNumber: 'forged' }, 'clinic');
  expect(await refusal(forged)).not.toContain('it was done');
});

it('takes a consent with its signature, at any provider’s peer, and refuses another’s', async () => {
  const wrong = { ...giving(permit), consent: { ...permit, rule: { type: 'deny' } } };
  expect(await refusal(submit(ana, 'hospital', 'GiveConsent', wrong))).toContain('CONSENT_SIGNATURE_WRONG');
  await until('the consent', () => submit(ana, 'hospital', 'GiveConsent', giving(permit)), PATIENCE);
  const given = () => evaluate(ana, 'pharmacy', 'ReadConsents', { patient });
  const standing = await until(
    'it at the pharmacy',
    async () => {
      const found = await given();
      if (found === null) throw new Error('not yet');
      return found;
    },
    PATIENCE,
  );
  expect(standing).toMatchObject({ sequence: 1, consents: [permit] });
});

it('leaves no trace of a link that was taken away but its hashes', async () => {
  await until(
    'the end',
    () => submit(ana, 'hospital', 'UnlinkRecord', { patient, provider: 'hospital' }, 'hospital'),
    PATIENCE,
  );
  expect(await evaluate(nurse, 'hospital', 'ReadLink', { patient, provider: 'hospital' })).toMatchObject({
    link: null,
  });
});

it('no block holds a patient’s id, a record number, a consent or a purpose', async () => {
  const blocks: ScannedBlock[] = [];
  const client = new BareClient(nurse, 'hospital');
  clients.push(client);
  const events = await client.network('care').getBlockEvents({ startBlock: 0n });
  for await (const block of events) {
    const bytes = block.serializeBinary();
    blocks.push({ channel: 'care', number: BigInt(block.getHeader()?.getNumber() ?? 0), bytes });
    if (Buffer.from(bytes).includes('EhrAccess:UnlinkRecord')) break;
  }
  events.close();
  expect(scanBlocks(blocks, [patient, recordNumber, salt, consentId])).toEqual([]);
  expect(scanBlocks(blocks, ['EhrAccess:GiveConsent'])).not.toEqual([]);
});

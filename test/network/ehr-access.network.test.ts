/** On Fabric: private commands, a link that one provider alone holds, an erasure to its end, and nothing of a patient in any block. */
import { randomBytes } from 'node:crypto';
import { aConsent } from '../../chaincode/src/fixtures/signed-consents';
import { type CompiledConsent, signedText } from '@theriac/domain/ehr';
import { canonicalJson } from '@theriac/domain/ledger';
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
const erasure = randomBytes(16).toString('hex');
const sessions = [randomBytes(16), randomBytes(16)].map((id) => id.toString('hex'));
const recordNumber = `MRN-${randomBytes(4).toString('hex')}`;
const consentId = randomBytes(16).toString('hex');
const link = { patient, provider: 'hospital', recordNumber, salt };
const permit = aConsent(consentId, { type: 'permit', actors: [{ organisation: 'hospital' }], purposes: ['TREAT'] });

let ana: BarePerson;
let nurse: BarePerson;
let physician: BarePerson;
let officer: BarePerson;
const gateways = new Map<Provider, BarePerson>();
const clients: BareClient[] = [];
beforeAll(async () => {
  ana = await enrolPerson('clinic', undefined, { role: 'patient' });
  nurse = await enrolPerson('hospital', undefined, { role: 'nurse', site: '9521101000016' });
  physician = await enrolPerson('hospital', undefined, { role: 'physician', site: '9521101000016' });
  officer = await enrolPerson('hospital', undefined, { role: 'privacy-officer' });
  for (const one of PROVIDERS) gateways.set(one, await enrolPerson(one, undefined, { role: 'gateway' }));
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
/** Whose events may be about the patient, as her home gateway's projection would know them. */
const sent: string[] = [];
const submit = async (person: BarePerson, at: Provider, transaction: string, command: object, only?: Provider) => {
  const commit = await contractAt(person, at).submitAsync(`EhrAccess:${transaction}`, optionsOf(command, only));
  const { successful, code } = await commit.getStatus();
  if (!successful) throw new Error(`${transaction} was found invalid: ${code}`);
  if (transaction !== 'AnchorRecords') sent.push(commit.getTransactionId());
  return json(commit.getResult());
};
const evaluate = async (person: BarePerson, at: Provider, transaction: string, question: object) =>
  json(await contractAt(person, at).evaluate(`EhrAccess:${transaction}`, optionsOf(question, at)));

function json(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
}

const gatewayOf = (provider: Provider): BarePerson => {
  const found = gateways.get(provider);
  if (found === undefined) throw new Error(`${provider} has no gateway yet`);
  return found;
};
const signatureOf = (person: BarePerson, text: string): string =>
  Buffer.from(signLowS(person.identity.key, Buffer.from(text))).toString('base64');
const submits = (what: string, ...about: Parameters<typeof submit>) => until(what, () => submit(...about), PATIENCE);

function giving(consent: CompiledConsent) {
  const text = signedText({ patient, sequence: 1, consents: [consent] });
  return { patient, sequence: 1, consent, signature: signatureOf(ana, text) };
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

it('opens sessions by consent and in an emergency, and takes in what a custodian’s records add up to', async () => {
  const [asked, broken] = sessions;
  await submits('the session', physician, 'hospital', 'RequestAccess', { session: asked, patient, purpose: 'TREAT' });
  const why = { reason: 'ETREAT', text: 'found on the stairs', at: new Date().toISOString() };
  await submits('the broken glass', nurse, 'hospital', 'BreakGlass', { session: broken, patient, ...why });
  const finding = { outcome: 'justified', text: 'seen the ward' };
  await submits('its review', officer, 'hospital', 'ReviewEmergency', { session: broken, ...finding });
  const batches = [{ patient, batch: randomBytes(16).toString('hex'), root: randomBytes(32).toString('hex') }];
  await submits('the batch', gatewayOf('hospital'), 'hospital', 'AnchorRecords', { batches });
  for (const provider of PROVIDERS) {
    const gateway = gatewayOf(provider);
    const release = (session: string | undefined) => evaluate(gateway, provider, 'ReadForRelease', { session });
    const known = () => Promise.all([release(asked), release(broken)]);
    expect(await until(`both at ${provider}`, known, PATIENCE)).toMatchObject([
      { session: { isAllowed: true, reason: 'permitted' }, verdict: { isOpen: true } },
      { session: { purpose: 'BTG' }, verdict: { isOpen: true, isSealedOpen: false } },
    ]);
  }
});

it('erases a patient: every provider signs, and no peer has anything of her', async () => {
  await submits('a link again', ana, 'hospital', 'LinkRecord', link, 'hospital');
  await submits('the request', ana, 'clinic', 'RequestErasure', { patient, erasure });
  const asking = { session: randomBytes(16).toString('hex'), patient, purpose: 'TREAT' };
  expect(await refusal(submit(physician, 'hospital', 'RequestAccess', asking))).toContain('ERASURE_STANDS');
  expect(await refusal(confirm('hospital'))).toContain('LINK_REMAINS');
  for (const provider of PROVIDERS) {
    const gateway = gatewayOf(provider);
    const hers = { patient, transactions: sent };
    await submits(`the link at ${provider}`, gateway, provider, 'EraseLink', hers, provider);
    await until(`${provider} confirms`, () => confirm(provider), PATIENCE);
  }
  const home = gatewayOf('clinic');
  const purge = { patient, erasure, sessions, transactions: sent, isLast: true };
  const others = gatewayOf('hospital');
  expect(await refusal(submit(others, 'hospital', 'PurgePatient', purge))).toContain('NOT_HOME_ORGANISATION');
  const pieces = { ...purge, transactions: [], isLast: false };
  await submits('the sessions', home, 'clinic', 'PurgePatient', pieces);
  expect(await submits('the last of her', home, 'clinic', 'PurgePatient', purge)).toMatchObject({
    type: 'PatientErased',
  });
  expect(await evaluate(nurse, 'hospital', 'ReadErasureStatement', { erasure })).toMatchObject({
    ...{ home: 'clinic', confirmations: PROVIDERS.map((provider) => ({ provider })) },
  });
  for (const provider of PROVIDERS) {
    const nothing = { patients: 0, consents: 0, erasures: 0, recordLogs: 0, emergencyLinks: 0, links: 0 };
    const left = async () => {
      const counted = await evaluate(gatewayOf(provider), provider, 'CountLeft', { patient });
      if (JSON.stringify(counted).includes('1')) throw new Error('not yet');
      return counted;
    };
    expect(await until(`nothing at ${provider}`, left, PATIENCE)).toEqual(nothing);
    for (const session of sessions) {
      const read = evaluate(gatewayOf(provider), provider, 'ReadSession', { session });
      expect(await refusal(read)).toContain('SESSION_NOT_FOUND');
    }
    for (const transaction of sent) expect(await toldOf(provider, transaction)).toBe('');
  }
});

async function confirm(provider: Provider): Promise<unknown> {
  const gateway = gatewayOf(provider);
  const statement = {
    ...{ erasure, provider, destroyed: ['keys', 'link'], salt: randomBytes(16).toString('hex') },
    destroyedAt: new Date().toISOString(),
  };
  const signature = signatureOf(gateway, canonicalJson(statement));
  return submit(gateway, provider, 'ConfirmErasure', { patient, statement, signature });
}

async function toldOf(provider: Provider, transaction: string): Promise<string> {
  const contract = contractAt(gatewayOf(provider), provider);
  const told = await contract.evaluate('EhrAccess:ReadEvent', {
    arguments: [JSON.stringify({ transaction })],
    endorsingOrganizations: [mspOf(provider)],
  });
  return Buffer.from(told).toString('utf8');
}

it('no block holds a patient’s id, a record number, a consent or a purpose', async () => {
  const blocks: ScannedBlock[] = [];
  const client = new BareClient(nurse, 'hospital');
  clients.push(client);
  const events = await client.network('care').getBlockEvents({ startBlock: 0n });
  for await (const block of events) {
    const bytes = block.serializeBinary();
    blocks.push({ channel: 'care', number: BigInt(block.getHeader()?.getNumber() ?? 0), bytes });
    if (Buffer.from(bytes).includes('PatientErased')) break;
  }
  events.close();
  expect(scanBlocks(blocks, [patient, recordNumber, salt, consentId, ...sessions])).toEqual([]);
  expect(scanBlocks(blocks, ['EhrAccess:GiveConsent'])).not.toEqual([]);
});

/** The drug chain on the running Fabric network: a maker's lot, from its prefix to a scan, by the people of the topology. */
import { createPrivateKey, randomBytes, randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDigit, type Gtin, lotNumberSchema, serialSchema } from '@theriac/domain/gs1';
import { toHex } from '@theriac/domain/ledger';
import {
  batchesFor,
  commitLotSecret,
  manifestOf,
  packDigest,
  packDigests,
  pagesOfBatch,
  paginate,
} from '@theriac/domain/supply';
import { connect, type Contract, EndorseError, type Gateway, hash, signers } from '@hyperledger/fabric-gateway';
import { openPeerSession, type PeerSession, until } from '@theriac/network';
import { nodeDigest } from '../../gateway-api/src/supply/node-digest';
import { PLACE } from './native-network.fixture';

const PACKS = 30_000;

jest.setTimeout(60_000);

const companyPrefix = `95${String(randomInt(10_000_000)).padStart(7, '0')}`;
const gtin = ((digits: string) => `${digits}${checkDigit(digits)}` as Gtin)(`0${companyPrefix}123`);
const lot = lotNumberSchema.parse(`N-${randomInt(1_000_000)}`);
const secret = randomBytes(32);
const serials = Array.from({ length: PACKS }, (_, index) => serialSchema.parse(`S${index}`));
const pages = paginate(packDigests(nodeDigest, secret, gtin, serials));
const registration = randomBytes(16).toString('hex');

const product = {
  gtin,
  name: 'Norrskenol 20 mg',
  ingredient: 'omeprazole',
  strength: '20 mg',
  form: 'gastro-resistant capsule',
  packSize: 28,
  authorisationHolder: 'Norrsken Pharma AB',
  manufacturingSites: [{ gln: '9521104000020', name: 'Tablet plant', country: 'FI' }],
  storage: { minimum: 2, maximum: 25 },
  market: 'SE',
  nationalNumbers: [],
};

const part = {
  registration,
  gtin,
  lot,
  expiry: '2030-06-30',
  secretCommitment: commitLotSecret(nodeDigest, secret, gtin, lot),
  manifest: manifestOf(nodeDigest, pages),
};

describe('the drug chain on Fabric', () => {
  const open: { close(): void }[] = [];
  const sessions = new Map<string, PeerSession>();

  afterAll(() => {
    for (const one of [...open, ...sessions.values()]) one.close();
  });

  it('registers a lot, answers a scan, and finds a made-up serial out', async () => {
    const inspector = contractOf('regulator', 'inspector');
    const officer = contractOf('manufacturer', 'release-officer');
    const pharmacist = contractOf('pharmacy', 'pharmacist');
    const scan = (serial: string) =>
      answer(
        pharmacist.evaluate('DrugSupply:VerifyPack', {
          arguments: [JSON.stringify({ gtin, lot, digest: digestOf(serial), expiry: part.expiry })],
          endorsingOrganizations: ['PharmacyMSP'],
        }),
      );

    expect(await scan('S1')).toMatchObject({ verdict: 'product-not-in-network' });
    await submitSoon(inspector, 'AssignCompanyPrefix', { companyPrefix, organisation: 'manufacturer' });
    await submitSoon(officer, 'RegisterProduct', product);
    await soon('the product', async () => {
      expect(await scan('S1')).toMatchObject({ verdict: 'lot-not-known' });
    });

    await submitSoon(officer, 'RegisterPart', part);
    const batches = Array.from({ length: batchesFor(pages.length) }, (_, batch) => batch);
    const written = await Promise.all(
      batches.map((batch) => submitSoon(officer, 'WritePages', { registration, batch }, batch)),
    );
    expect(written).toHaveLength(2);
    const [first] = written;
    expect(await submitSoon(officer, 'WritePages', { registration, batch: 0 }, 0)).toEqual(first);
    const sealed = await submitSoon(officer, 'SealPart', { registration });
    expect(sealed).toMatchObject({ type: 'PartSealed', packs: PACKS });

    await soon('the lot', async () => {
      expect(await scan('S1')).toMatchObject({ verdict: 'authentic' });
    });
    expect(await scan('S29999')).toMatchObject({ verdict: 'authentic', part: registration, maker: 'manufacturer' });
    expect(await scan('S30000')).toMatchObject({ verdict: 'unknown-serial' });
  });

  it('refuses by certificate, in the words of the vocabulary', async () => {
    const pharmacist = contractOf('pharmacy', 'pharmacist');
    const refused: unknown = await submit(pharmacist, 'SealPart', { registration }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EndorseError);
    expect((refused as EndorseError).details.map(({ message }) => message).join()).toContain('NOT_PERMITTED: ');
  });

  function contractOf(organisation: string, person: string): Contract {
    const session = sessions.get(organisation) ?? openPeerSession(PLACE, organisation, 'gateway');
    sessions.set(organisation, session);
    const msp = (folder: string) => onlyFile(PLACE.layout.organisation(organisation, 'people', person, 'msp', folder));
    const gateway: Gateway = connect({
      client: session.client,
      identity: { mspId: session.mspId, credentials: msp('signcerts') },
      signer: signers.newPrivateKeySigner(createPrivateKey(msp('keystore'))),
      hash: hash.sha256,
      tlsClientCertificateHash: session.tlsCertificateHash,
    });
    open.push(gateway);
    return gateway.getNetwork('supply').getContract('supply');
  }

  async function submitSoon(...[contract, transaction, ...rest]: Parameters<typeof submit>): Promise<unknown> {
    return soon(transaction, () => submit(contract, transaction, ...rest));
  }

  async function submit(contract: Contract, transaction: string, command: object, batch?: number): Promise<unknown> {
    const numbers = batch === undefined ? [] : pagesOfBatch(batch, pages.length);
    const transientData = Object.fromEntries(numbers.map((number) => [String(number), pages[number]!]));
    return answer(
      contract.submit(`DrugSupply:${transaction}`, { arguments: [JSON.stringify(command)], transientData }),
    );
  }
});

async function answer(bytes: Promise<Uint8Array>): Promise<unknown> {
  return JSON.parse(Buffer.from(await bytes).toString('utf8'));
}

/** Another organisation's peer may stand some blocks behind the one that committed. */
async function soon<T>(what: string, attempt: () => Promise<T>): Promise<T> {
  return until(what, attempt, { withinMs: 20_000 });
}

function digestOf(serial: string): string {
  return toHex(packDigest(nodeDigest, secret, gtin, serialSchema.parse(serial)));
}

function onlyFile(folder: string): Buffer {
  const [file] = readdirSync(folder);
  return readFileSync(join(folder, file!));
}

/** The drug chain on the running Fabric network: a maker's lot, from its prefix to a scan, by the people of the topology. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDigit } from '@theriac/domain/gs1';
import { connect, type Contract, EndorseError, hash, signers } from '@hyperledger/fabric-gateway';
import { openPeerSession, until } from '@theriac/network';
import { z } from 'zod';
import { Book } from '../faults/book';
import { PatientUser } from '../faults/patient-user';
import { enrolPerson } from './network-people';
import { PLACE } from './native-network.fixture';

/** More than one batch of pages. */
const PACKS = 30_000;
const EXPIRY = '2030-06-30';
const OFFICER = { at: 'manufacturer', as: 'release-officer' } as const;
/** A block behind, or some: other tests may have killed peers a moment ago. */
const PATIENCE = { withinMs: 20_000 };

jest.setTimeout(120_000);

const companyPrefix = `95${String(randomInt(10_000_000)).padStart(7, '0')}`;
const gtin = ((digits: string) => `${digits}${checkDigit(digits)}`)(`0${companyPrefix}123`);
const lot = `N-${randomInt(1_000_000)}`;
const product = JSON.parse(readFileSync(join(PLACE.checkout, 'examples', 'product.json'), 'utf8')) as object;

describe('the drug chain on Fabric', () => {
  const user = new PatientUser(new Book());
  const scan = (serial: string) =>
    user.ask(
      { at: 'pharmacy', as: 'pharmacist', path: '/v1/packs/verify', body: { scan: scanned(serial) } },
      z.looseObject({ verdict: z.string() }),
    );
  const soon = (verdict: string, serial: string) =>
    until(
      `${verdict} of ${serial}`,
      async () => {
        expect(await scan(serial)).toMatchObject({ verdict });
      },
      PATIENCE,
    );
  const job = z.object({ id: z.string(), state: z.string() });

  it('registers a lot, answers scans, and finds a made-up serial out', async () => {
    await soon('product-not-in-network', 'S1');
    const assignment = { companyPrefix, organisation: OFFICER.at };
    await user.ask({ at: 'regulator', as: 'inspector', path: '/v1/company-prefixes', body: assignment }, z.unknown());
    await until(
      'the product, once the prefix is known at the maker',
      () => user.ask({ ...OFFICER, path: '/v1/products', body: { ...product, gtin } }, z.unknown()),
      PATIENCE,
    );
    await soon('lot-not-known', 'S1');

    const csv = `serial\n${Array.from({ length: PACKS }, (_, number) => `S${number}`).join('\n')}\n`;
    const path = `/v1/lots?${new URLSearchParams({ gtin, lot, expiry: EXPIRY }).toString()}`;
    const { id } = await user.ask({ ...OFFICER, path, csv, key: `lot-${lot}` }, job);
    await until(
      'the seal',
      async () => {
        const { state } = await user.ask({ ...OFFICER, path: `/v1/jobs/${id}` }, job);
        expect(state).toBe('succeeded');
      },
      { withinMs: 60_000 },
    );

    await soon('not-in-your-custody', 'S0');
    expect(await scan(`S${PACKS - 1}`)).toMatchObject({ custody: 'elsewhere', maker: 'manufacturer', expiry: EXPIRY });
    await soon('unknown-serial', `S${PACKS}`);
  });

  it('brings packs to the pharmacy, each step endorsed by who has them, and supplies one once', async () => {
    const sscc = ssccOf(companyPrefix, 1);
    const body = { gtin, lot, containers: [{ sscc, serials: ['S0', 'S1'] }] };
    const { id } = await user.ask({ ...OFFICER, path: '/v1/packings', body }, job);
    await until(
      'the packing',
      async () => {
        const { state } = await user.ask({ ...OFFICER, path: `/v1/jobs/${id}` }, job);
        expect(state).toBe('succeeded');
      },
      { withinMs: 60_000 },
    );
    const to = { site: '9521103000014' };
    const shipped = z.looseObject({ shipment: z.string() });
    const { shipment } = await user.ask(
      { ...OFFICER, path: '/v1/shipments', body: { containers: [sscc], to } },
      shipped,
    );
    await soon('on-its-way-to-you', 'S0');
    const pharmacist = { at: 'pharmacy', as: 'pharmacist' };
    await user.ask({ ...pharmacist, path: `/v1/shipments/${shipment}/receive`, body: {} }, z.unknown());
    expect(await scan('S0')).toMatchObject({ verdict: 'authentic', custody: 'yours' });
    const supply = { path: '/v1/packs/supply', body: { scan: scanned('S0') } };
    const supplied = z.looseObject({ changedAt: z.string() });
    const first = await user.ask({ ...pharmacist, ...supply }, supplied);
    expect(await user.ask({ ...pharmacist, ...supply }, supplied)).toMatchObject({ changedAt: first.changedAt });
    expect(await scan('S0')).toMatchObject({ verdict: 'already-supplied-here' });
    await user.ask({ ...pharmacist, path: '/v1/packs/undo', body: { scan: scanned('S0') } }, z.unknown());
    expect(await scan('S0')).toMatchObject({ verdict: 'authentic' });
  });

  it('refuses by certificate, in the words of the vocabulary', async () => {
    const { contract, close } = await contractOf('pharmacy', 'pharmacist');
    const command = JSON.stringify({ registration: 'ab'.repeat(16) });
    const refused: unknown = await contract
      .submit('DrugSupply:SealPart', { arguments: [command] })
      .catch((error: unknown) => error);
    close();
    expect(refused).toBeInstanceOf(EndorseError);
    expect((refused as EndorseError).details.map(({ message }) => message).join()).toContain('NOT_PERMITTED: ');
  });
});

/** The SSCC under a company prefix with a number. */
function ssccOf(prefix: string, number: number): string {
  const digits = `3${prefix}${String(number).padStart(16 - prefix.length, '0')}`;
  return digits + checkDigit(digits);
}

function scanned(serial: string): string {
  return `(01)${gtin}(17)${EXPIRY.replaceAll('-', '').slice(2)}(10)${lot}(21)${serial}`;
}

/** The contract as a person reaches it who has a client of their own. */
async function contractOf(organisation: string, person: string): Promise<{ contract: Contract; close: () => void }> {
  const { certificate, key } = await enrolPerson(PLACE, organisation, person);
  const session = openPeerSession(PLACE, organisation, 'gateway');
  const gateway = connect({
    client: session.client,
    identity: { mspId: session.mspId, credentials: Buffer.from(certificate) },
    signer: signers.newPrivateKeySigner(key),
    hash: hash.sha256,
    tlsClientCertificateHash: session.tlsCertificateHash,
  });
  const close = (): void => {
    gateway.close();
    session.close();
  };
  return { contract: gateway.getNetwork('supply').getContract('supply'), close };
}

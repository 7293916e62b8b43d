/** What a gateway makes of the ledger's verdict: a secret that was replaced, a serial of another lot, a scanner set wrongly. */
import { sql } from 'drizzle-orm';
import { lotNumberSchema, parseScan } from '@theriac/domain/gs1';
import { instantOf, toHex } from '@theriac/domain/ledger';
import {
  type LotWithSecret,
  preparePart,
  registerWhole,
  writePart,
} from '../../chaincode/src/fixtures/supply-commands';
import { ChannelLedger } from '../../gateway-api/src/ledger';
import { LotSecretStore, LotStore, SUPPLY_CHANNEL, SupplyClient } from '../../gateway-api/src/supply';
import { ContainerStore } from '../../gateway-api/src/supply/containers/containers.store';
import { MissingSecrets } from '../../gateway-api/src/supply/lot-secrets/missing-secrets';
import {
  type PackJudge,
  type ScannedPack,
  scannedPackSchema,
} from '../../gateway-api/src/supply/verification/judgement';
import { LotShelf } from '../../gateway-api/src/supply/verification/lot-shelf';
import { OwnPeerJudge } from '../../gateway-api/src/supply/verification/own-peer-judge';
import { PackQuestions } from '../../gateway-api/src/supply/verification/pack-questions';
import { PackRefs } from '../../gateway-api/src/supply/verification/pack-refs';
import { PackTraces } from '../../gateway-api/src/supply/verification/pack-traces';
import { technicalDoubt } from '../../gateway-api/src/supply/verification/technical-doubt';
import { rows } from '../fixtures/gateway-in-process';
import { dataMatrix, type PrintedPack, withCapsLock } from '../fixtures/pack-scans';
import { product, SupplyConsortium } from '../fixtures/supply-consortium';
import { eventually } from '../fixtures/whole-gateways';

const { gtin } = product;
const OTHER_GTIN = '09506000134369';
const EXPIRY = '2028-06-30';

jest.setTimeout(90_000);

let drugs: SupplyConsortium;
beforeAll(async () => {
  drugs = await SupplyConsortium.start('manufacturer', 'pharmacy', 'regulator');
  await drugs.registerProduct();
  const officer = await drugs.contracts.person('manufacturer', 'release-officer');
  const other = { ...product, gtin: OTHER_GTIN, nationalNumbers: [] };
  await drugs.contracts.submit(officer, 'DrugSupply:RegisterProduct', other);
  await registers({ lot: 'V-1' }, 'Va1', 'Va2');
  await registers({ lot: 'V-2' }, 'Vb1');
  await registers({ lot: 'V-3', gtin: OTHER_GTIN }, 'Vc1');
  await registers({ lot: 'PARTS' }, 'Pa1', 'Pa2');
  await registers({ lot: 'PARTS' }, 'Pb1');
}, 240_000);
afterAll(() => drugs.stop(), 30_000);

/** Registers a lot, to the arrival of its secret at pharmacy and regulator. */
async function registers(lot: { lot: string; gtin?: string }, ...serials: readonly string[]): Promise<void> {
  const query = new URLSearchParams({ gtin, expiry: EXPIRY, ...lot }).toString();
  const upload = drugs.as('manufacturer', 'release-officer').post(`/v1/lots?${query}`).set('Content-Type', 'text/csv');
  const { id } = (await upload.send(`serial\n${serials.join('\n')}\n`)).body as { id: string };
  expect(await drugs.jobEnded('manufacturer', id)).toBe('succeeded');
  for (const name of ['pharmacy', 'regulator']) {
    const { db } = drugs.of(name).database;
    const held = () => rows(db, sql`select lot from lot_secrets where lot = ${lot.lot}`);
    await eventually(held, ({ length }) => length === 1);
    await drugs.of(name).caughtUp();
  }
}

/** A member's judge, whose shelf forgets nothing: its clock stands still. */
function judgeAt(name: string): { judge: PackJudge; traces: PackTraces } {
  const { db, ledger, machine, members: client } = drugs.of(name).gateway.foundation;
  const lots = new LotStore(db);
  const secrets = new LotSecretStore(db);
  const shelf = new LotShelf(secrets, lots, () => 0);
  const supply = new SupplyClient(new ChannelLedger(ledger, SUPPLY_CHANNEL));
  const refs = new PackRefs({ self: name, supply, machine, shelf, lots, client, regulators: [] });
  const judge = new OwnPeerJudge({
    ...{ self: name, supply, machine, shelf, refs, wrongLot: undefined },
    questions: new PackQuestions(supply, machine),
    // No container of these lots is anywhere.
    missing: new MissingSecrets({ self: name, db, containers: new ContainerStore(db), secrets, client }),
    now: () => instantOf(Date.now()),
  });
  return { judge, traces: new PackTraces(shelf, lots) };
}

const packOf = (lot: string, serial: string): ScannedPack => scannedPackSchema.parse({ gtin, lot, serial });

describe('a lot', () => {
  it('that was begun anew under another secret is judged by it, though the old one is still at hand', async () => {
    const lot = lotNumberSchema.parse('ANEW');
    const [before, after] = [1, 2].map((fill) => ({ lot, secret: new Uint8Array(32).fill(fill) })) as [
      LotWithSecret,
      LotWithSecret,
    ];
    const { judge } = judgeAt('pharmacy');
    const given = preparePart(1, 3, 0, before);
    await writePart(drugs.contracts, given);
    await hands(before);
    expect(await judge.judge(packOf(lot, 'S0'))).toMatchObject({ verdict: 'still-being-registered' });

    const { registration } = given.command;
    const gateway = await drugs.contracts.person('manufacturer', 'gateway');
    await drugs.contracts.submit(gateway, 'DrugSupply:AbandonPart', { registration });
    await registerWhole(drugs.contracts, preparePart(2, 3, 0, after));
    await hands(after);
    const told = { verdict: 'authentic', expiry: EXPIRY, maker: 'manufacturer', judgedBy: 'pharmacy' };
    expect(await judge.judge(packOf(lot, 'S0'))).toMatchObject(told);
    expect(await judge.judge(packOf(lot, 'S3'))).toMatchObject({ verdict: 'unknown-serial' });
  });

  it('of several parts has the packs of each of them, and no others', async () => {
    const { judge } = judgeAt('pharmacy');
    const judged = async (serial: string) => (await judge.judge(packOf('PARTS', serial))).verdict;
    expect(await judged('Pa2')).toBe('authentic');
    expect(await judged('Pb1')).toBe('authentic');
    expect(await judged('Pc1')).toBe('unknown-serial');
  });

  /** The maker gives a lot's secret to the pharmacy. */
  function hands({ lot, secret }: LotWithSecret): Promise<void> {
    const body = { gtin, lot, secret: toHex(secret) };
    const message = { id: crypto.randomUUID(), kind: 'lot-secret', body };
    return drugs.of('pharmacy').gateway.inbox.take('manufacturer', message);
  }
});

describe.each([
  ['the maker, by its index', 'manufacturer', 'release-officer'],
  ['the regulator, by all secrets', 'regulator', 'inspector'],
])('%s', (_, organisation, role) => {
  it('calls a serial of another lot by its name', async () => {
    expect(await verdictAt([organisation, role], { lot: 'V-2', serial: 'Va1' })).toBe('wrong-lot');
    expect(await verdictAt([organisation, role], { lot: 'NO-SUCH', serial: 'Va1' })).toBe('wrong-lot');
  });

  it('does not mistake another product’s serial for it', async () => {
    expect(await verdictAt([organisation, role], { lot: 'V-2', serial: 'Vc1' })).toBe('unknown-serial');
    expect(await verdictAt([organisation, role], { lot: 'V-3', serial: 'Vc1' })).toBe('lot-not-known');
    const other = { gtin: OTHER_GTIN, lot: 'V-3', serial: 'Va1' };
    expect(await verdictAt([organisation, role], other)).toBe('unknown-serial');
  });
});

it('the regulator looks for a serial in the newest 500 lots, not in more', async () => {
  const { db } = drugs.of('regulator').database;
  const ask = () => verdictAt(['regulator', 'inspector'], { lot: 'V-2', serial: 'Va2' });
  await rows(db, sql`update lot_secrets set at = '2020-01-01' where lot = 'V-1'`);
  const [others] = await rows<{ n: number }>(
    db,
    sql`select count(*)::int as n from lot_secrets where gtin = ${gtin} and lot <> 'V-2'`,
  );
  await holdsSecrets(500 - others!.n);
  expect(await ask()).toBe('wrong-lot');
  await holdsSecrets(1);
  expect(await ask()).toBe('unknown-serial');

  /** The regulator holds the secrets of so many more lots. */
  async function holdsSecrets(count: number): Promise<void> {
    await rows(
      db,
      sql`insert into lot_secrets (gtin, lot, secret, "from")
        select ${gtin}, left(gen_random_uuid()::text, 20), sha256(gen_random_uuid()::text::bytea), 'manufacturer'
        from generate_series(1, ${count})`,
    );
  }
});

describe('a suspicious scan at the pharmacy', () => {
  it.each([
    ['typed with caps lock on', withCapsLock(dataMatrix({ lot: 'V-1', serial: 'Va1' })), 'caps-lock', ['V-1 Va1']],
    ['of a made-up pack', dataMatrix({ lot: 'V-1', serial: 'zXfake' }), undefined, []],
    ['of a made-up lot', dataMatrix({ lot: 'Zy21x', serial: 'A10b' }), undefined, []],
  ])('%s costs the ledger no reading that names no pack', async (_, text, cause, judged) => {
    const { judge, traces } = judgeAt('pharmacy');
    const asked: string[] = [];
    const counting: PackJudge = {
      judge: (pack) => {
        asked.push(`${pack.lot} ${pack.serial}`);
        return judge.judge(pack);
      },
    };
    const context = { currentYear: 2026 };
    const result = parseScan(text, context);
    if (!result.ok) throw new Error('this scan can be read');
    expect(await technicalDoubt(result.scan, context, { judge: counting, traces })).toBe(cause);
    expect(asked).toEqual(judged);
  });
});

/** What a person of an organisation is told of a pack. */
async function verdictAt([organisation, role]: readonly [string, string], pack: PrintedPack): Promise<string> {
  const asked = drugs
    .as(organisation, role)
    .post('/v1/packs/verify')
    .send({ scan: dataMatrix(pack) });
  return ((await asked.expect(200)).body as { verdict: string }).verdict;
}

/** The journey of a lot from its maker to patients: packed, shipped, missed, received, supplied once, and recalled. */
import { z } from 'zod';
import {
  jobDone,
  openContainer,
  packCases,
  packInto,
  type Person,
  PHARMACIST,
  receive,
  RELEASE_OFFICER,
  secretArrived,
  ship,
  SITES,
  ssccOf,
  WAREHOUSE_CLERK,
} from '../chain-steps';
import { type GatewayRequests, refusalOf, until } from '../gateway-request';
import { assignPrefix, registerProduct } from '../set-scene';
import type { Journey, Tell } from './journey';

const GTIN = '09521104012344';
const EXPIRY = '2028-06-30';
const CASES = 3;
const PACKS_A_CASE = 4;

const SECOND_PHARMACIST: Person = { at: 'pharmacy', as: 'second-pharmacist' };
const HOSPITAL_PHARMACIST: Person = { at: 'hospital', as: 'hospital-pharmacist' };
const SECOND_RELEASE_OFFICER: Person = { at: 'manufacturer', as: 'second-release-officer' };
const INSPECTOR: Person = { at: 'regulator', as: 'inspector' };

const committedSchema = z.object({ transactionId: z.string() });
const verdictSchema = z.object({ verdict: z.string(), sentence: z.string(), alert: z.string().optional() });
const wayShown = z.object({ isUnbroken: z.boolean(), maker: z.string(), seller: z.string().optional() });
const stepSchema = z.object({
  ...{ event: z.string(), at: z.string(), organisation: z.string(), transactionId: z.string(), block: z.int() },
  to: z.object({ organisation: z.string() }).optional(),
  inside: z.array(z.string()),
});

/** A lot of its own for each time that the journey is played. */
interface Goods {
  readonly gtin: string;
  readonly lot: string;
  readonly cases: readonly { readonly sscc: string; readonly serials: readonly string[] }[];
  readonly pallet: string;
}

/** The journey. */
export const chainJourney: Journey = {
  name: 'chain',
  title: 'From the maker to the patient, and back',
  async play(requests, tell) {
    await assignPrefix(requests);
    await registerProduct(requests);
    const goods = goodsOf(Math.floor(Date.now() / 100) % 99_000_000);
    await make(requests, tell, goods);
    await wholesale(requests, tell, goods);
    await dispense(requests, tell, goods);
    await recall(requests, tell, goods);
    await tellWay(requests, tell, goods);
  },
};

function goodsOf(number: number): Goods {
  const lot = `CHAIN-${number}`;
  const cases = Array.from({ length: CASES }, (_, at) => ({
    sscc: ssccOf(number * 10 + at),
    serials: Array.from({ length: PACKS_A_CASE }, (_pack, n) => `${number}${at}${n}`),
  }));
  return { gtin: GTIN, lot, cases, pallet: ssccOf(number * 10 + CASES) };
}

/** The pallet holds all cases but the last, which goes by itself. */
function loads({ cases, pallet }: Goods) {
  const ssccs = cases.map(({ sscc }) => sscc);
  return { onPallet: ssccs.slice(0, -1), alone: ssccs.at(-1) ?? '', pallet };
}

async function make(requests: GatewayRequests, tell: Tell, goods: Goods): Promise<void> {
  const { gtin, lot, cases } = goods;
  const serials = cases.flatMap((one) => one.serials);
  const file = { content: `serial\n${serials.join('\n')}\n`, type: 'text/csv' };
  const query = new URLSearchParams({ gtin, lot, expiry: EXPIRY }).toString();
  await jobDone(requests, RELEASE_OFFICER, `/v1/lots?${query}`, { file });
  tell(`The maker registers lot ${lot}: ${serials.length} packs.`);
  await packCases(requests, { gtin, lot }, cases);
  const { onPallet, pallet } = loads(goods);
  const packed = await packInto(requests, RELEASE_OFFICER, pallet, onPallet);
  tell(`It packs them into ${CASES} cases, and ${onPallet.length} of these onto the pallet ${pallet}.`, packed);
}

async function wholesale(requests: GatewayRequests, tell: Tell, goods: Goods): Promise<void> {
  const { onPallet, alone, pallet } = loads(goods);
  const sent = await ship(requests, RELEASE_OFFICER, SITES.distributor, [pallet, alone]);
  tell(
    'It ships the pallet and the last case to the distributor. One key changed for all packs of the pallet.',
    sent.transactionId,
  );
  const received = await receive(requests, WAREHOUSE_CLERK, sent.shipment, [pallet]);
  tell('The distributor receives the pallet.', received);
  const discrepancies = `/v1/shipments/${sent.shipment}/discrepancies`;
  const report = { ...WAREHOUSE_CLERK, path: discrepancies, body: { kind: 'missing', sscc: alone } };
  const missing = (await requests.send(report, committedSchema.extend({ discrepancy: z.string() }))).body;
  tell(
    `The case ${alone} is not there: the distributor reports it missing. It stays on its way.`,
    missing.transactionId,
  );
  const taken = `/v1/shipments/${sent.shipment}/void`;
  const back = { ...RELEASE_OFFICER, path: taken, body: { containers: [alone] } };
  const voided = (await requests.send(back, committedSchema)).body;
  tell('The maker finds it on its ramp, and takes it back.', voided.transactionId);
  const resolve = { ...RELEASE_OFFICER, path: `/v1/discrepancies/${missing.discrepancy}/resolve` };
  const resolved = (await requests.send({ ...resolve, body: { resolution: 'returned' } }, committedSchema)).body;
  tell('So the discrepancy is resolved: the ledger bears it out.', resolved.transactionId);

  await openContainer(requests, WAREHOUSE_CLERK, pallet);
  const onward = await ship(requests, WAREHOUSE_CLERK, SITES.pharmacy, onPallet);
  tell('The distributor opens the pallet, and ships its cases to the pharmacy.', onward.transactionId);
  await receive(requests, PHARMACIST, onward.shipment);
  const opened = await openContainer(requests, PHARMACIST, onPallet[0] ?? '');
  await secretArrived(requests, PHARMACIST, goods);
  tell("The pharmacy receives them, and the lot's secret with them; it opens the first case.", opened);
}

async function dispense(requests: GatewayRequests, tell: Tell, goods: Goods): Promise<void> {
  const serial = goods.cases[0]?.serials[0] ?? '';
  const genuine = await scan(requests, PHARMACIST, goods, serial, 'authentic');
  tell(`A pharmacist scans pack ${serial}: ${genuine.verdict}. ${genuine.sentence}`);
  const path = '/v1/packs/supply';
  const body = { scan: scanOf(goods, serial), handedOver: true };
  const supplied = await requests.send({ ...PHARMACIST, path, body }, committedSchema);
  tell('She supplies it to a patient.', supplied.body.transactionId);
  const copy = await scan(requests, SECOND_PHARMACIST, goods, serial, 'already-supplied-elsewhere');
  if (copy.alert === undefined) throw new Error('a copy raised no alert');
  tell(`A copy of it is scanned at the other shop: ${copy.verdict}. ${copy.sentence}`);
  tell(`  An alert at pharmacy, maker and regulator: ${copy.alert}`);
  const twice = await refusalOf(requests.send({ ...SECOND_PHARMACIST, path, body }, z.unknown()));
  tell(`To supply it there is refused: ${twice}.`);
  const other = { scan: scanOf(goods, goods.cases[0]?.serials[1] ?? '') };
  const foreign = await refusalOf(requests.send({ ...HOSPITAL_PHARMACIST, path, body: other }, z.unknown()));
  tell(`The hospital, which was never sent one, is refused any pack of the lot: ${foreign}.`);
}

async function recall(requests: GatewayRequests, tell: Tell, goods: Goods): Promise<void> {
  const { gtin, lot } = goods;
  const serial = goods.cases[0]?.serials[1] ?? '';
  const proposal = {
    ...{ gtin, kind: 'recall', lots: [lot], class: 'II', depth: 'patient' },
    ...{ reason: 'Glass particles were found in retained samples', instructions: 'Set packs apart and send them back' },
  };
  const proposed = await requests.send(
    { ...RELEASE_OFFICER, path: '/v1/recalls', body: proposal },
    committedSchema.extend({ recall: z.string() }),
  );
  tell('The maker proposes a recall of the lot.', proposed.body.transactionId);
  const locked = await scan(requests, PHARMACIST, goods, serial, 'lot-locked');
  tell(`From that moment on a scan says: ${locked.verdict}. ${locked.sentence}`);
  const path = `/v1/recalls/${proposed.body.recall}`;
  const shown = await requests.send(
    { ...SECOND_RELEASE_OFFICER, path },
    z.object({
      toConfirm: z.object({ digest: z.string() }),
      registered: z.object({ packs: z.int() }),
      holders: z.array(z.object({ organisation: z.string(), packs: z.int() })),
    }),
  );
  const { toConfirm, registered, holders } = shown.body;
  const held = holders.map(({ organisation, packs }) => `${organisation} ${packs}`).join(', ');
  tell(`A second release officer is shown its text, its ${registered.packs} packs, and who holds them: ${held}.`);
  const confirm = { ...SECOND_RELEASE_OFFICER, path: `${path}/confirm`, body: { digest: toConfirm.digest } };
  tell('He confirms what he was shown.', (await requests.send(confirm, committedSchema)).body.transactionId);
  const recalled = await scan(requests, PHARMACIST, goods, serial, 'recalled');
  tell(`The next scan says: ${recalled.verdict}. ${recalled.sentence}`);
  const refused = await refusalOf(
    requests.send({ ...PHARMACIST, path: '/v1/packs/supply', body: { scan: scanOf(goods, serial) } }, z.unknown()),
  );
  tell(`No pack of it is supplied any more: ${refused}.`);
  const mine = z.object({ supplied: z.array(z.object({ serial: z.string() })) });
  const { supplied } = (await requests.send({ ...PHARMACIST, path }, mine)).body;
  tell(`The pharmacy is shown the packs that it supplied before: ${supplied.map((pack) => pack.serial).join(', ')}.`);
}

async function tellWay(requests: GatewayRequests, tell: Tell, goods: Goods): Promise<void> {
  const body = { scan: scanOf(goods, goods.cases[0]?.serials[0] ?? '') };
  const path = '/v1/packs/provenance';
  const { isUnbroken, maker, seller = '' } = (await requests.send({ ...PHARMACIST, path, body }, wayShown)).body;
  tell(
    `The pack's way, as the pharmacist sees it: ${isUnbroken ? 'unbroken' : 'broken'}, made by ${maker}, sold by ${seller}.`,
  );
  const whole = wayShown.extend({ steps: z.array(stepSchema) });
  const { steps } = await until(
    'the whole way at the regulator',
    async () => (await requests.send({ ...INSPECTOR, path, body }, whole)).body,
    (way) => way.steps.some(({ event }) => event === 'PackSupplied'),
  );
  tell('As the inspector sees it:');
  for (const { event, at, organisation, to, inside, block } of steps) {
    const where = `${organisation}${to === undefined ? '' : ` to ${to.organisation}`}`;
    const among = inside.length === 0 ? 'alone' : `in ${inside.join(' in ')}`;
    tell(`  ${at.slice(0, 19)} block ${block}: ${event}, ${where}, ${among}`);
  }
}

async function scan(
  requests: GatewayRequests,
  person: Person,
  goods: Goods,
  serial: string,
  verdict: string,
): Promise<z.infer<typeof verdictSchema>> {
  const body = { scan: scanOf(goods, serial) };
  // What another member committed a moment ago arrives with its block.
  return until(
    `${verdict} to the ${person.as}`,
    async () => (await requests.send({ ...person, path: '/v1/packs/verify', body }, verdictSchema)).body,
    (answer) => answer.verdict === verdict,
  );
}

function scanOf({ gtin, lot }: Goods, serial: string): string {
  return `(01)${gtin}(17)280630(10)${lot}(21)${serial}`;
}

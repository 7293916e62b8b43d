/** The journey of a pack: its maker registers it, a pharmacist scans it, a made-up serial is found out. */
import { z } from 'zod';
import { type GatewayRequests, until } from '../gateway-request';
import { assignPrefix, COMPANY_PREFIX, example, registerProduct } from '../set-scene';
import type { Journey, Tell } from './journey';

const DOCUMENT = 'commissioning.epcis-1.2.xml';
const LOT = 'AMX-2611-A';
const GTIN = '09521104012344';
const MADE_UP_SERIAL = 'NEVERMADE0001';

const captureSchema = z.object({ running: z.boolean(), success: z.boolean(), errors: z.array(z.unknown()) });
const eventsSchema = z.object({
  items: z.array(z.object({ state: z.string(), bizStep: z.string().optional(), reason: z.string().optional() })),
});
const lotSchema = z.object({
  expiry: z.string(),
  parts: z.array(z.object({ packs: z.int(), isSealed: z.boolean(), transactionId: z.string().optional() })),
});
const answerSchema = z.object({
  verdict: z.string(),
  sentence: z.string(),
  judgedBy: z.string().optional(),
  alert: z.string().optional(),
});

/** The journey. */
export const packJourney: Journey = {
  name: 'pack',
  title: 'A pack, and one that was never made',
  async play(requests, tell) {
    tell(`The regulator assigns the company prefix ${COMPANY_PREFIX} to the maker.`, await assignPrefix(requests));
    tell('The maker registers its product: amoxicillin 500 mg, 20 capsules.', await registerProduct(requests));
    await captureDocument(requests, tell);
    await scanGenuine(requests, tell);
    await scanMadeUp(requests, tell);
  },
};

async function captureDocument(requests: GatewayRequests, tell: Tell): Promise<void> {
  const maker = { at: 'manufacturer', as: 'release-officer' };
  const file = { content: example(DOCUMENT), type: 'application/xml' };
  const { location = '' } = await requests.send({ ...maker, path: '/epcis/capture', file }, z.unknown());
  const capture = await until(
    'the end of the capture',
    async () => (await requests.send({ ...maker, path: location }, captureSchema)).body,
    ({ running }) => !running,
  );
  if (!capture.success) throw new Error('the maker’s EPCIS document was not captured');
  tell(`The maker's packaging line sends its EPCIS message (examples/${DOCUMENT}); it is captured.`);

  const path = `/v1/captured-events?capture=${location.split('/').at(-1) ?? ''}`;
  const events = await until(
    'what the ledger makes of its events',
    async () => (await requests.send({ ...maker, path }, eventsSchema)).body,
    ({ items }) => items.every(({ state }) => !['pending', 'applying'].includes(state)),
  );
  for (const { state, bizStep, reason } of events.items) {
    tell(`  ${bizStep?.split(/[:-]/).at(-1) ?? 'event'}: ${state}${reason === undefined ? '' : ` (${reason})`}`);
  }
  const { body: lot } = await requests.send({ ...maker, path: `/v1/lots/${GTIN}/${LOT}` }, lotSchema);
  const packs = lot.parts.filter(({ isSealed }) => isSealed).reduce((sum, part) => sum + part.packs, 0);
  if (packs === 0) throw new Error(`lot ${LOT} is not sealed`);
  tell(
    `Lot ${LOT} stands sealed on the ledger: ${packs} packs, good until ${lot.expiry}.`,
    lot.parts[0]?.transactionId,
  );
}

async function scanGenuine(requests: GatewayRequests, tell: Tell): Promise<void> {
  const serial = /sgtin:9521104\.001234\.([A-Z0-9]+)</.exec(example(DOCUMENT))?.[1] ?? '';
  const answer = await until(
    'the lot’s secret at the pharmacy',
    () => scan(requests, 'pharmacy', 'pharmacist', serial),
    ({ verdict }) => verdict === 'not-in-your-custody',
  );
  tell(
    `A pharmacist scans pack ${serial}, which is on its way to the distributor. The pharmacy's own part of the ledger says: ${answer.verdict}. ${answer.sentence}`,
  );
  const elsewhere = await scan(requests, 'clinic', 'clinic-physician', serial);
  if (elsewhere.verdict !== 'authentic') throw new Error(`the clinic was told ${elsewhere.verdict}`);
  tell(`The clinic has no peer for medicines and asks; the ${elsewhere.judgedBy ?? ''} says: ${elsewhere.verdict}.`);
}

async function scanMadeUp(requests: GatewayRequests, tell: Tell): Promise<void> {
  const answer = await scan(requests, 'pharmacy', 'pharmacist', MADE_UP_SERIAL);
  if (answer.verdict !== 'unknown-serial' || answer.alert === undefined) {
    throw new Error(`a made-up serial was answered ${answer.verdict}`);
  }
  tell(`A pack with the made-up serial ${MADE_UP_SERIAL} is scanned: ${answer.verdict}. ${answer.sentence}`);
  for (const [at, as] of [
    ['manufacturer', 'release-officer'],
    ['regulator', 'inspector'],
  ] as const) {
    const path = `/v1/alerts/${answer.alert}`;
    const alert = await until(
      `the alert at the ${at}`,
      () => requests.send({ at, as, path }, z.object({ asker: z.string() })).catch(() => undefined),
      (found) => found !== undefined,
    );
    tell(`The ${at} holds the alert ${answer.alert}, raised by the ${alert?.body.asker ?? ''}.`);
  }
}

async function scan(
  requests: GatewayRequests,
  at: string,
  as: string,
  serial: string,
): Promise<z.infer<typeof answerSchema>> {
  const body = { scan: `(01)${GTIN}(10)${LOT}(21)${serial}` };
  return (await requests.send({ at, as, path: '/v1/packs/verify', body }, answerSchema)).body;
}

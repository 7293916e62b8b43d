/** On Fabric, through the real gateways: two shops of the pharmacy and the hospital's pharmacy supply a pack at one moment. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkDigit } from '@theriac/domain/gs1';
import { portsIn, until } from '@theriac/network';
import { z } from 'zod';
import { caseOf } from '../../domain/src/supply/fixtures/packing.fixtures';
import { Book } from '../faults/book';
import { PatientUser } from '../faults/patient-user';
import { NetworkTokens } from '../../scripts/network/network-tokens';
import { PLACE } from './native-network.fixture';

jest.setTimeout(240_000);

const PACKS = 50;
const EXPIRY = '2030-06-30';
const OFFICER = { at: 'manufacturer', as: 'release-officer' } as const;
const PHARMACIST = { at: 'pharmacy', as: 'pharmacist' } as const;
const SHOPS = [PHARMACIST, { at: 'pharmacy', as: 'second-pharmacist' }] as const;
const HOSPITAL = { at: 'hospital', as: 'hospital-pharmacist' } as const;
/** A block behind, or some: other tests may have killed peers a moment ago. */
const PATIENCE = { withinMs: 30_000 };
const PAUSE_MS = 250;
const UNAVAILABLE = 503;

const companyPrefix = `96${String(randomInt(10_000_000)).padStart(7, '0')}`;
const gtin = ((digits: string) => `${digits}${checkDigit(digits)}`)(`0${companyPrefix}123`);
const lot = `R-${randomInt(1_000_000)}`;
const sscc = caseOf(1, companyPrefix);
const serials = Array.from({ length: PACKS }, (_, number) => `S${number}`);
const product = JSON.parse(readFileSync(join(PLACE.checkout, 'examples', 'product.json'), 'utf8')) as object;
const user = new PatientUser(new Book());
const tokens = new NetworkTokens(PLACE);

const answerSchema = z.looseObject({
  code: z.string().optional(),
  detail: z.string().optional(),
  changedAt: z.string().optional(),
  verdict: z.string().optional(),
});

interface Person {
  readonly at: string;
  readonly as: string;
}

/** An answer, whatever it is; a gateway that sees nobody for a moment is asked again. */
async function post({ at, as }: Person, path: string, body?: object) {
  for (;;) {
    const answer = await fetch(`http://localhost:${portsIn(PLACE, at).gateway}${path}`, {
      method: 'POST',
      headers: { ...(await tokens.headerOf(at, as)), ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (answer.status !== UNAVAILABLE) return { status: answer.status, body: answerSchema.parse(await answer.json()) };
    await pause(PAUSE_MS);
  }
}

/** Posts until it is accepted: what another gateway did a moment ago may not have arrived yet. */
function accepted(what: string, person: Person, path: string, body?: object): Promise<Record<string, unknown>> {
  return until(
    what,
    async () => {
      const answer = await post(person, path, body);
      if (answer.status >= 400) throw new Error(JSON.stringify(answer));
      return answer.body;
    },
    PATIENCE,
  );
}

async function jobEnded({ id }: { id?: unknown }): Promise<void> {
  const job = z.object({ state: z.string() });
  await until(
    'the job',
    async () => {
      const { state } = await user.ask({ ...OFFICER, path: `/v1/jobs/${String(id)}` }, job);
      expect(state).toBe('succeeded');
    },
    { withinMs: 60_000 },
  );
}

/** A case of fifty packs, from its maker's registration to the pharmacy's counter. */
beforeAll(async () => {
  const assignment = { companyPrefix, organisation: OFFICER.at };
  await accepted('the prefix', { at: 'regulator', as: 'inspector' }, '/v1/company-prefixes', assignment);
  await accepted('the product', OFFICER, '/v1/products', { ...product, gtin });
  const csv = `serial\n${serials.join('\n')}\n`;
  const path = `/v1/lots?${new URLSearchParams({ gtin, lot, expiry: EXPIRY }).toString()}`;
  await jobEnded(await user.ask({ ...OFFICER, path, csv, key: `lot-${lot}` }, z.looseObject({ id: z.string() })));
  const packing = { gtin, lot, containers: [{ sscc, serials }] };
  await jobEnded(await accepted('the packing', OFFICER, '/v1/packings', packing));
  const site = PLACE.topology.organisations.find(({ name }) => name === PHARMACIST.at)!.sites[0]!.gln;
  const { shipment } = await accepted('the shipment', OFFICER, '/v1/shipments', { containers: [sscc], to: { site } });
  await accepted('the receipt', PHARMACIST, `/v1/shipments/${String(shipment)}/receive`, {});
  await accepted('the opening', PHARMACIST, `/v1/containers/${sscc}/open`);
}, 240_000);

it(`is one supply of each of ${PACKS} packs, and the other shop learns where and when`, async () => {
  for (const [nth, serial] of serials.entries()) {
    const scan = `(01)${gtin}(17)${EXPIRY.replaceAll('-', '').slice(2)}(10)${lot}(21)${serial}`;
    // Who is asked first takes turns.
    const [one, other] = nth % 2 === 0 ? SHOPS : ([SHOPS[1], SHOPS[0]] as const);
    const supply = (person: Person) => post(person, '/v1/packs/supply', { scan });
    const [first, second, hospital] = await Promise.all([supply(one), supply(other), supply(HOSPITAL)]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect({ serial, won, lost, hospital }).toMatchObject({
      won: { status: 200 },
      lost: { status: 409, body: { code: 'PACK_ALREADY_SUPPLIED' } },
      hospital: { body: { code: 'NOT_HOLDER' } },
    });
    expect(lost.body.detail).toContain(won.body.changedAt!.slice(0, 10));
    const [winner, loser] = won === first ? [one, other] : [other, one];
    const verdictFor = async (person: Person) => (await post(person, '/v1/packs/verify', { scan })).body.verdict;
    expect(await verdictFor(winner)).toBe('already-supplied-here');
    expect(await verdictFor(loser)).toBe('already-supplied-elsewhere');
  }
});

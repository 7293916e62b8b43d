/** On every gateway, nothing but the domain's list answers who does not say who they are, and nothing of it is kept. */
import { isOpenRoute } from '@theriac/domain/access';
import { sql } from 'drizzle-orm';
import { consortium } from '../../chaincode/src/fixtures/consortium';
import { rows } from '../fixtures/gateway-in-process';
import { WholeGateways } from '../fixtures/whole-gateways';

// Whole gateways of all organisations on a machine that does other things as well.
jest.setTimeout(120_000);

interface Operation {
  readonly security?: readonly unknown[];
  readonly requestBody?: { readonly content: Record<string, unknown> };
}

const NAMES = consortium.members.map(({ name }) => name);
/** Besides those that a path takes. */
const OTHER_METHODS = ['DELETE', 'OPTIONS'];
const NO_ISSUER = {
  THERIAC_TOKEN_ISSUER: 'http://localhost:1/nobody',
  THERIAC_TOKEN_AUDIENCE: 'urn:theriac:test',
  THERIAC_ENROLMENT_ADDRESS: 'localhost:1',
};

let gateways: WholeGateways;
beforeAll(async () => {
  gateways = await WholeGateways.start({ organisations: NAMES, people: {}, settings: NO_ISSUER });
});
afterAll(() => gateways.stop());

/** Paths with something for every parameter: a gateway that reads it would say that it is wrong. */
async function operationsOf(organisation: string): Promise<[path: string, operations: Record<string, Operation>][]> {
  const answer = await fetch(gateways.addressOf(organisation, '/openapi.json'));
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(paths).map(([path, operations]) => [path.replaceAll(/\{\w+\}/g, 'x'), operations]);
}

/** How many rows each table has. */
async function countedRows(organisation: string): Promise<Record<string, number>> {
  const { db } = gateways.databaseOf(organisation);
  const tables = await rows<{ name: string }>(
    db,
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const counts = tables.map(async ({ name }): Promise<[string, number]> => {
    const [row] = await rows<{ count: string }>(db, sql.raw(`select count(*) from ${name}`));
    return [name, Number(row?.count)];
  });
  return Object.fromEntries(await Promise.all(counts));
}

const heights = (): bigint[] => consortium.channels.map(({ name }) => gateways.contracts.ledger.height(name));

describe.each(NAMES)('the gateway of the %s, to who does not say who they are', (organisation) => {
  it('answers what is open, which its description marks as such', async () => {
    const operations = await operationsOf(organisation);
    const open = operations.filter(([, byMethod]) => byMethod.get?.security?.length === 0).map(([path]) => path);
    expect(open).toEqual(operations.map(([path]) => path).filter(isOpenRoute));
    expect(open).toEqual(expect.arrayContaining(['/healthz', '/readyz', '/openapi.json', '/docs']));
    for (const path of open) expect((await fetch(gateways.addressOf(organisation, path))).status).toBe(200);
  });

  it('answers 401 to everything else, and keeps nothing of it', async () => {
    const before = { rows: await countedRows(organisation), heights: heights() };
    const guarded = (await operationsOf(organisation)).filter(([path]) => !isOpenRoute(path));
    expect(guarded.length).toBeGreaterThan(5);
    const refused = guarded.map(async ([path, operations]) => {
      for (const method of [...Object.keys(operations), ...OTHER_METHODS].map((name) => name.toUpperCase())) {
        const content = operations[method.toLowerCase()]?.requestBody?.content ?? {};
        const [type] = Object.keys(content);
        const body = type === undefined ? {} : { body: type === 'application/json' ? '{"a":1}' : 'serial\n1' };
        const answer = await fetch(gateways.addressOf(organisation, path), {
          ...{ method, ...body },
          headers: { 'Idempotency-Key': 'k', ...(type === undefined ? {} : { 'Content-Type': type }) },
        });
        const challenge = answer.headers.get('www-authenticate');
        expect({ method, path, status: answer.status, challenge }).toEqual({
          ...{ method, path, status: 401, challenge: 'Bearer' },
        });
        // FHIR's routes say it in FHIR's words.
        expect(JSON.stringify(await answer.json())).toContain('"code":"NOT_AUTHENTICATED"');
      }
    });
    await Promise.all(refused);
    expect({ rows: await countedRows(organisation), heights: heights() }).toEqual(before);
  });
});

/** What people along the drug chain do at their gateways: register, pack, ship, receive, open, scan. */
import { checkDigit } from '@theriac/domain/gs1';
import { z } from 'zod';
import { type GatewayRequests, until } from './gateway-request';
import { COMPANY_PREFIX } from './set-scene';

/** Somebody at an organisation's gateway. */
export interface Person {
  readonly at: string;
  readonly as: string;
}

export const RELEASE_OFFICER: Person = { at: 'manufacturer', as: 'release-officer' };
export const WAREHOUSE_CLERK: Person = { at: 'distributor', as: 'warehouse-clerk' };
export const PHARMACIST: Person = { at: 'pharmacy', as: 'pharmacist' };

/** Where goods go in the demo: the first sites of the topology. */
export const SITES = { distributor: '9521105000012', pharmacy: '9521103000014' } as const;

/** A case and the serials that go into it. */
export interface Case {
  readonly sscc: string;
  readonly serials: readonly string[];
}

const jobSchema = z.object({ id: z.string(), state: z.string() });
const committedSchema = z.object({ transactionId: z.string() });
const shippedSchema = committedSchema.extend({ shipment: z.string() });

/** The SSCC of the maker's container with a number of up to nine digits. */
export function ssccOf(number: number): string {
  const digits = `3${COMPANY_PREFIX}${String(number).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}

/** Sends what a job does, and waits for its end. @throws Error when it fails */
export async function jobDone(requests: GatewayRequests, person: Person, path: string, more: object): Promise<void> {
  const { body } = await requests.send({ ...person, path, ...more }, jobSchema);
  const ended = await until(
    `the end of the job of ${path}`,
    async () => (await requests.send({ ...person, path: `/v1/jobs/${body.id}` }, jobSchema)).body,
    ({ state }) => state === 'succeeded' || state === 'failed',
    { withinMs: 60_000, everyMs: 200 },
  );
  if (ended.state === 'failed') throw new Error(`the job of ${path} failed`);
}

/** The maker packs packs of a lot into cases; resolves when the packing is closed. */
export async function packCases(
  requests: GatewayRequests,
  lot: { readonly gtin: string; readonly lot: string },
  cases: readonly Case[],
): Promise<void> {
  await jobDone(requests, RELEASE_OFFICER, '/v1/packings', { body: { ...lot, containers: cases } });
}

/** Somebody puts containers into a container; the transaction. */
export async function packInto(
  requests: GatewayRequests,
  person: Person,
  sscc: string,
  children: readonly string[],
): Promise<string> {
  const path = `/v1/containers/${sscc}/pack`;
  return (await requests.send({ ...person, path, body: { children } }, committedSchema)).body.transactionId;
}

/** Somebody ships containers to a site. */
export async function ship(
  requests: GatewayRequests,
  person: Person,
  site: string,
  containers: readonly string[],
): Promise<z.infer<typeof shippedSchema>> {
  const body = { containers, to: { site } };
  return (await requests.send({ ...person, path: '/v1/shipments', body }, shippedSchema)).body;
}

/** Somebody receives a shipment, once it has arrived at their own peer, or some of its containers; the transaction. */
export async function receive(
  requests: GatewayRequests,
  person: Person,
  shipment: string,
  containers?: readonly string[],
): Promise<string> {
  const path = `/v1/shipments/${shipment}`;
  await until(
    `the shipment's block at the ${person.at}`,
    () => requests.send({ ...person, path }, z.unknown()).catch(() => undefined),
    (answer) => answer !== undefined,
  );
  const command = { ...person, path: `${path}/receive`, body: { containers } };
  return (await requests.send(command, committedSchema)).body.transactionId;
}

/** Somebody opens a container; the transaction. */
export async function openContainer(requests: GatewayRequests, person: Person, sscc: string): Promise<string> {
  const path = `/v1/containers/${sscc}/open`;
  return (await requests.send({ ...person, path, isCommand: true }, committedSchema)).body.transactionId;
}

/** Waits until an organisation has a lot's secret. */
export async function secretArrived(
  requests: GatewayRequests,
  person: Person,
  { gtin, lot }: { readonly gtin: string; readonly lot: string },
): Promise<void> {
  const schema = z.object({ secret: z.object({ held: z.boolean() }) });
  await until(
    `the lot's secret at the ${person.at}`,
    () => requests.send({ ...person, path: `/v1/lots/${gtin}/${lot}` }, schema).catch(() => undefined),
    (answer) => answer?.body.secret.held === true,
  );
}

/** The site where a container stands. */
export async function siteOfContainer(requests: GatewayRequests, sscc: string): Promise<string> {
  const schema = z.object({ holder: z.object({ site: z.string() }) });
  return (await requests.send({ ...RELEASE_OFFICER, path: `/v1/containers/${sscc}` }, schema)).body.holder.site;
}

/** docs/permissions.md is what the permission tables and the guards of the routes say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionsPage } from '@theriac/gateway-api';
import { consortiumOf, loadTopology } from '@theriac/network';

const page = permissionsPage(consortiumOf(loadTopology(), {}));
const rowOf = (name: string): string => page.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';

it('is the page that stands in docs', () => {
  expect(readFileSync(join(__dirname, '..', 'docs', 'permissions.md'), 'utf8')).toBe(page);
});

it('says who may send a transaction, and whose second person it takes', () => {
  expect(rowOf('DrugSupply:AssignCompanyPrefix')).toContain('| regulator | inspector |');
  expect(rowOf('DrugSupply:ConfirmRecall')).toContain('**two persons**: another than who sent `ProposeRecall`');
});

it('says who may call an operation, by its guard at each organisation', () => {
  expect(rowOf('GET /v1/outbox')).toContain('| everywhere: administrator |');
  expect(rowOf('POST /v1/products')).toContain('| manufacturer: release-officer |');
  expect(rowOf('GET /v1/me')).toContain('| everywhere: any role |');
});

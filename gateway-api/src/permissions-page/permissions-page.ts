/** The page that says who may do what, written from the very tables and guards that decide it. */
import { OPEN_ROUTES } from '@theriac/domain/access';
import type { Consortium } from '@theriac/domain/consortium';
import { type Permission, type Role, roleSchema } from '@theriac/domain/ledger';
import { PERMISSIONS } from '@theriac/domain/permissions';
import { isCommand, scopeOf } from '../http/answer-route';
import type { Route } from '../http/route';
import { routesOf } from './routes-of';
import { type Admitted, CALLING_ROLES, whoMay } from './who-may';

/** Up to so many roles that may not are named instead of those that may. */
const MOST_EXCEPTIONS = 3;

/** The Markdown of docs/permissions.md. */
export function permissionsPage(consortium: Consortium): string {
  return `${[
    '# Who may do what',
    '',
    'Written by `npm run docs:permissions` from the permission tables of `domain/` and from the guards of the routes; a test',
    'compares them. What has no row is denied.',
    '',
    '## On the ledger',
    '',
    'Contracts decide by the certificate that signed: its organisation, its role, its site, its random name. Whatever a',
    'gateway does or does not ask before, this holds.',
    '',
    '| transaction | organisations | roles | condition |',
    '| --- | --- | --- | --- |',
    ...PERMISSIONS.map(transactionRow),
    '',
    '**Two persons**: who did the first act may not do the second, in no role, at no site, with no other certificate: persons',
    'are compared by the random name in their certificates.',
    '',
    '## At a gateway',
    '',
    'A gateway refuses early (403) whom the ledger would refuse anyway, before anything of the request is read, and guards',
    'what only its own database holds. The organisations are those of the consortium that this checkout describes.',
    '',
    '| operation | does | scope | who |',
    '| --- | --- | --- | --- |',
    ...operationRows(consortium),
    '',
    'Without a token everything is 401, but for:',
    '',
    ...OPEN_ROUTES.map((path) => `- \`${path}\``),
  ].join('\n')}\n`;
}

function transactionRow({
  contract,
  transaction,
  organisations,
  roles,
  condition,
  secondPersonTo,
}: Permission): string {
  const second =
    secondPersonTo &&
    `**two persons**: another than who sent ${secondPersonTo.map((one) => `\`${one}\``).join(' or ')}`;
  const who = organisations === 'any' ? 'any member of the channel' : organisations.join(', ');
  const conditions = [condition, second].filter((text) => text !== undefined).join('; ');
  return `| \`${contract}:${transaction}\` | ${who} | ${rolesText(roles, roleSchema.options)} | ${conditions} |`;
}

function operationRows(consortium: Consortium): string[] {
  const routes = new Map(consortium.members.map(({ name }) => [name, byName(routesOf(consortium, name))]));
  const all = new Map([...routes.values()].flatMap((some) => [...some]));
  return [...all]
    .sort(([, a], [, b]) => order(a).localeCompare(order(b), 'en'))
    .map(([name, route]) => {
      const who = whoMay(consortium, (organisation) => routes.get(organisation)?.get(name));
      const decides = route.shape.guard === undefined && isCommand(route) ? '; the ledger decides' : '';
      const others =
        route.shape.foreignPatients === undefined ? '' : '; patients and guardians of others, by their own key';
      const groups = who.map((group) => groupText(group, consortium.members.length)).join('; ');
      return `| \`${name}\` | ${route.shape.summary.replaceAll('|', '\\|')} | \`${scopeOf(route)}\` | ${groups}${others}${decides} |`;
    });
}

function byName(routes: readonly Route[]): Map<string, Route> {
  return new Map(routes.map((route) => [`${route.shape.method.toUpperCase()} ${route.shape.path}`, route]));
}

/** By path, then method. */
function order({ shape: { path, method } }: Route): string {
  return `${path} ${method}`;
}

function groupText({ organisations, roles }: Admitted, members: number): string {
  const where = organisations.length === members ? 'everywhere' : organisations.join(', ');
  return `${where}: ${rolesText(roles, CALLING_ROLES)}`;
}

function rolesText(roles: readonly Role[] | 'any', all: readonly Role[]): string {
  const missing = roles === 'any' ? [] : all.filter((role) => !roles.includes(role));
  if (missing.length === 0) return 'any role';
  if (missing.length <= MOST_EXCEPTIONS) return `any role but ${missing.join(', ')}`;
  return all.filter((role) => roles !== 'any' && roles.includes(role)).join(', ');
}

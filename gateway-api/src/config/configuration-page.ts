/** The page that documents every variable, written from the tables so that it cannot fall behind. */
import { ENROLMENT_SETTINGS } from '../enrolment/enrolment.settings';
import type { SettingTable } from './read-settings';
import { SETTINGS } from './settings';

/** The Markdown of docs/configuration.md. */
export function configurationPage(): string {
  return `${[
    '# Configuration',
    '',
    'A process reads its configuration from environment variables, once, when it starts. A variable that is missing or',
    'wrong ends the start with its name. This page is written from `gateway-api/src/config/settings.ts` and',
    '`gateway-api/src/enrolment/enrolment.settings.ts` by `npm run docs:configuration -w gateway-api`; a test compares them.',
    '',
    '## A gateway',
    '',
    ...tableOf(SETTINGS),
    '',
    '## The enrolment service',
    '',
    'It stands beside the gateway, on a machine of its own where there is one: its registrar’s key can make certificates in',
    'the name of every person of the organisation.',
    '',
    ...tableOf(ENROLMENT_SETTINGS),
  ].join('\n')}\n`;
}

function tableOf(table: SettingTable): string[] {
  const rows = Object.values(table).map((row) => {
    const standing = row.default === undefined ? '**required**' : row.default === '' ? 'none' : `\`${row.default}\``;
    return `| \`${row.name}\` | ${row.type} | ${standing} | \`${row.example}\` | ${row.description} |`;
  });
  return ['| variable | type | default | example | meaning |', '| --- | --- | --- | --- | --- |', ...rows];
}

/** The page that documents every variable, written from the table so that it cannot fall behind. */
import type { Setting } from './setting';
import { SETTINGS } from './settings';

/** The Markdown of docs/configuration.md. */
export function configurationPage(): string {
  const rows = Object.values(SETTINGS).map((row: Setting<unknown>) => {
    const standing = row.default === undefined ? '**required**' : row.default === '' ? 'none' : `\`${row.default}\``;
    return `| \`${row.name}\` | ${row.type} | ${standing} | \`${row.example}\` | ${row.description} |`;
  });
  return `${[
    '# Configuration of a gateway',
    '',
    'A gateway reads its configuration from environment variables, once, when it starts. A variable that is missing',
    'or wrong ends the start with its name. This page is written from `gateway-api/src/config/settings.ts` by',
    '`npm run docs:configuration -w gateway-api`; a test compares them.',
    '',
    '| variable | type | default | example | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}\n`;
}

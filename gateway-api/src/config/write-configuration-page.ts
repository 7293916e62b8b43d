/** Writes docs/configuration.md from the tables of settings. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationPage } from './configuration-page';

writeFileSync(join(__dirname, '../../../docs/configuration.md'), configurationPage());

/** Writes docker-compose.yaml at the top of the checkout from the topology. */
import { writeFileSync } from 'node:fs';
import { loadTopology } from '../topology';
import { COMPOSE_FILE, composeFile } from './compose-file';

writeFileSync(COMPOSE_FILE, composeFile(loadTopology()));

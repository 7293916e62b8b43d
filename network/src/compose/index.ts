/** docker-compose.yaml: the consortium in containers. */
export { COMPOSE_FILE, composeFile } from './compose-file';

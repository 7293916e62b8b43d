/** Writes docs/permissions.md: who may do what, in the consortium that this checkout describes. */
import { writeFileSync } from 'node:fs';
import { permissionsPage } from '@theriac/gateway-api';
import { consortiumOf, loadTopology } from '@theriac/network';

writeFileSync('docs/permissions.md', permissionsPage(consortiumOf(loadTopology(), {})));

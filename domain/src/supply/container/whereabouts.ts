/** Where a pack is, or a container: found by walking up to the outermost closed container. */
import { z } from 'zod';
import type { Gln } from '../../gs1';
import type { Container, Holder } from './container.schema';
import { type Lineage, walkUp } from './lineage';

/** Where something is. */
export interface Whereabouts {
  /** From the one that it is directly in to the outermost; none when it is loose. */
  readonly containers: readonly Container[];
  /** Who has it. Of a pack that its maker never packed nobody knows at which site. */
  readonly organisation: string;
  readonly site: Gln | undefined;
  /** Whom it is on its way to. */
  readonly to: Holder | undefined;
  /** Why nobody has it any more; then organisation and site had it last. */
  readonly gone: NonNullable<Container['gone']>['how'] | undefined;
}

/** Where the first of these containers is, and all that lies in it. */
export function whereaboutsIn(lineage: Lineage): Whereabouts {
  const { containers, place } = walkUp(lineage);
  const outermost = containers.at(-1);
  return { containers, ...place, to: outermost?.shipment?.to, gone: outermost?.gone?.how };
}

/** Where something loose is. */
export function looseAt({ organisation, site }: { readonly organisation: string; readonly site?: Gln }): Whereabouts {
  return { containers: [], organisation, site, to: undefined, gone: undefined };
}

/** What a place is to an organisation. */
export const custodySchema = z.enum(['yours', 'on-its-way-to-you', 'elsewhere']);

/** What a place is to an organisation. */
export type Custody = z.infer<typeof custodySchema>;

/** What a place is to an organisation. What is on its way is nobody's to supply, its sender's neither. */
export function custodyFor({ organisation, to, gone }: Whereabouts, asker: string): Custody {
  if (gone !== undefined) return 'elsewhere';
  if (to !== undefined) return to.organisation === asker ? 'on-its-way-to-you' : 'elsewhere';
  return organisation === asker ? 'yours' : 'elsewhere';
}

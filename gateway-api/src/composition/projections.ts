/** Every projection of this gateway; a business adds its own here. */
import { captureAnchorsProjection } from '../capture-anchors/capture-anchors.projection';
import type { OwnConsortium } from '../config';
import { anchoredHeadsProjection, type Projection } from '../projections';
import { companyPrefixesProjection } from '../supply/company-prefixes.projection';
import { containersProjection } from '../supply/containers/containers.projection';
import { lotsProjection } from '../supply/lots.projection';
import { packingPagesProjection } from '../supply/packing/packing-pages.projection';
import { productsProjection } from '../supply/products.projection';
import { recallsProjection } from '../supply/recalls/recalls.projection';

/** All projections. */
export const PROJECTIONS: readonly Projection[] = [
  anchoredHeadsProjection,
  companyPrefixesProjection,
  productsProjection,
  lotsProjection,
  recallsProjection,
  packingPagesProjection,
  containersProjection,
  captureAnchorsProjection,
];

/** The names of the channels whose blocks this gateway reads. */
export function channelNames({ channels }: OwnConsortium): string[] {
  return channels.map(({ name }) => name);
}

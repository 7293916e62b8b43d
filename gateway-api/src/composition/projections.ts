/** Every projection of this gateway; a business adds its own here. */
import { captureAnchorsProjection } from '../capture-anchors/capture-anchors.projection';
import type { OwnConsortium } from '../config';
import { accessSessionsProjection } from '../ehr/sessions/access-sessions.projection';
import { emergenciesProjection } from '../ehr/emergencies';
import { linksProjection } from '../ehr/links/links.projection';
import { noticesProjection } from '../ehr/notices/notices.projection';
import { anchoredHeadsProjection, type Projection } from '../projections';
import { companyPrefixesProjection } from '../supply/company-prefixes.projection';
import { containersProjection } from '../supply/containers/containers.projection';
import { departuresProjection } from '../supply/departures/departures.projection';
import { discrepanciesProjection } from '../supply/discrepancies/discrepancies.projection';
import { lotsProjection } from '../supply/lots.projection';
import { packingPagesProjection } from '../supply/packing/packing-pages.projection';
import { provenanceProjection } from '../supply/provenance/provenance.projection';
import { productsProjection } from '../supply/products.projection';
import { recallsProjection } from '../supply/recalls/recalls.projection';

/** All projections, in the order in which they read a block: what reads another's rows comes after it. */
export const PROJECTIONS: readonly Projection[] = [
  anchoredHeadsProjection,
  companyPrefixesProjection,
  productsProjection,
  lotsProjection,
  recallsProjection,
  packingPagesProjection,
  provenanceProjection,
  containersProjection,
  discrepanciesProjection,
  departuresProjection,
  captureAnchorsProjection,
  linksProjection,
  noticesProjection,
  accessSessionsProjection,
  emergenciesProjection,
];

/** The names of the channels whose blocks this gateway reads. */
export function channelNames({ channels }: OwnConsortium): string[] {
  return channels.map(({ name }) => name);
}

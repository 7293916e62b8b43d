/** Every projection of this gateway; a business adds its own here. */
import type { OwnConsortium } from '../config';
import { anchoredHeadsProjection, type Projection } from '../projections';

/** All projections. */
export const PROJECTIONS: readonly Projection[] = [anchoredHeadsProjection];

/** The names of the channels whose blocks this gateway reads. */
export function channelNames({ channels }: OwnConsortium): string[] {
  return channels.map(({ name }) => name);
}

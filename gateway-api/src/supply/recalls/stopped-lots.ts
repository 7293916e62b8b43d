/** What a recall or a withdrawal stops. */
import type { Gtin, LotNumber } from '@theriac/domain/gs1';

/** Lots of a product; without lots all of them. */
export interface StoppedLots {
  readonly gtin: Gtin;
  readonly lots: readonly LotNumber[];
}

/** Every journey there is; add yours here. */
import type { Journey } from './journey';
import { chainJourney } from './chain';
import { packJourney } from './pack';

export type { Journey, Tell } from './journey';

/** The journeys in the order in which they are played. */
export const JOURNEYS: readonly Journey[] = [packJourney, chainJourney];

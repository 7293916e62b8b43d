/** How many packs of which lots lie directly in a container: what makers' packings put there, and what came and went since. */
import type { Gtin, LotNumber } from '../../gs1';
import type { Container } from './container.schema';

/** Packs of one lot. */
export interface CountedPacks {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly packs: number;
}

/** The packs that lie directly in a closed container by their lots; a lot of which all were taken out is none of them. */
export function countPacks({ contents, repacked = [] }: Pick<Container, 'contents' | 'repacked'>): CountedPacks[] {
  const counts = new Map<string, CountedPacks>();
  for (const { gtin, lot, packs } of [...contents, ...repacked]) {
    const key = `${gtin} ${lot}`;
    counts.set(key, { gtin, lot, packs: (counts.get(key)?.packs ?? 0) + packs });
  }
  return [...counts.values()].filter(({ packs }) => packs > 0);
}

/** How many packs of which lots lie directly in a container: those that it was packed with first, and those repacked since. */
import type { Gtin, LotNumber } from '@theriac/domain/gs1';
import type { Container } from '@theriac/domain/supply';

/** Packs of a lot. */
export interface PacksOfLot {
  readonly gtin: Gtin;
  readonly lot: LotNumber;
  readonly packs: number;
}

/** Packs by lot, in the order in which the lots came into it; a lot of which all packs came out again is not among them. */
export function packsByLot({ contents, repacked = [] }: Pick<Container, 'contents' | 'repacked'>): PacksOfLot[] {
  const counts = new Map<string, PacksOfLot>();
  for (const { gtin, lot, packs } of [...contents, ...repacked]) {
    const key = gtin + lot;
    counts.set(key, { gtin, lot, packs: (counts.get(key)?.packs ?? 0) + packs });
  }
  return [...counts.values()].filter(({ packs }) => packs > 0);
}

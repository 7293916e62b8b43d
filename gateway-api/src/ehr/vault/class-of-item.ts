/** The class that a batch commits to an item under. */
import type { Item } from '@theriac/domain/ehr';
import { recordClass } from '@theriac/domain/ehr/commitment';

/** The class of an item. */
export function classOfItem({ type, labels }: Item): string {
  return recordClass({ type, ...labels });
}

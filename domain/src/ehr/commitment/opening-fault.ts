/** What can be wrong with what a custodian shows of a batch. */
import type { RecordVersion } from './record-leaf';

/** A fault, by its kind. */
export type OpeningFault =
  /** What is shown is not the batch of the anchored root. */
  | { readonly kind: 'batch-altered' }
  /** A class's leaves are not those that it was committed with. */
  | { readonly kind: 'class-altered'; readonly class: string }
  /** A body is not the committed one of this record, version, patient and class. */
  | ({ readonly kind: 'record-altered'; readonly class: string } & RecordVersion)
  /** A body came that the opening does not name. */
  | ({ readonly kind: 'record-uncommitted' } & RecordVersion)
  /** Records of a class are missing: so many, and those whose name is known. */
  | {
      readonly kind: 'record-withheld';
      readonly class: string;
      readonly count: number;
      readonly records: readonly RecordVersion[];
    }
  /** A number of records, or of classes where no class is named, is not shown, so that none can be missed. */
  | { readonly kind: 'count-withheld'; readonly class?: string }
  /** Whole classes are missing, though the reader's consents keep nothing. */
  | { readonly kind: 'classes-withheld'; readonly count: number };

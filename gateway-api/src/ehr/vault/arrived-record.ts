/** What comes into the vault, and what comes out of it. */
import type { BatchCommitment, RecordVersion } from '@theriac/domain/ehr/commitment';

/** A business identifier of a thing, as FHIR's `Identifier` has it. */
export interface RecordIdentifier {
  readonly system: string;
  readonly value: string;
}

/** Where a record comes from. */
export interface RecordSource {
  /** The name of the system that told it. */
  readonly system: string;
  /** Its id there. */
  readonly id?: string;
  readonly identifiers: readonly RecordIdentifier[];
  /** `meta.lastUpdated`: a moment with a zone. */
  readonly lastUpdated?: string;
}

/** A FHIR resource. */
export type ResourceBody = Readonly<Record<string, unknown>> & { readonly resourceType: string };

/** A resource that was checked and labelled, under the record that {@link Vault.identify} gave it. */
export interface ArrivedRecord<Item> {
  readonly record: string;
  readonly source: RecordSource;
  readonly body: ResourceBody;
  /** What decisions need to know of it. */
  readonly item: Item;
}

/**
 * What became of a resource: a version of its own, or one more source of a version that says the same. `isShown`: it is what
 * the record shows now, and not late.
 */
export interface KeptRecord extends RecordVersion {
  readonly isNew: boolean;
  readonly isShown: boolean;
}

/** What keeping resources came to. No batch, when every one was told before. */
export interface KeptRecords {
  readonly batch?: { readonly id: string; readonly number: number } & Pick<BatchCommitment, 'root' | 'classes'>;
  /** In the order of what arrived. */
  readonly kept: readonly KeptRecord[];
}

/** A source of a version, as it is kept. */
export interface KeptSource extends RecordSource {
  /** As of when it holds: `lastUpdated`, though never later than it arrived, else its arrival. */
  readonly asOf: string;
  readonly arrivedAt: string;
}

/** A version of a record, without its body. */
export interface StoredVersion<Item> extends RecordVersion {
  /** The record that stands for it and for all others of the same thing. */
  readonly thing: string;
  readonly batch: string;
  readonly arrivedAt: string;
  /** The class that its item is of now: another one than was committed to shows that the item was changed. */
  readonly class: string;
  readonly item: Item;
  readonly sources: readonly KeptSource[];
  /** Whether it is the newest word on its thing. */
  readonly isShown: boolean;
}

/** A patient's versions. What does not open is named, and keeps nobody from the rest. */
export interface StoredVersions<Item> {
  readonly versions: readonly StoredVersion<Item>[];
  readonly unreadable: readonly RecordVersion[];
}

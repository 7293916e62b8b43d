/** Recalls, lists of stops and reports are put with the organisation that guards them: it AND one other change each. */
import type { Member } from '@theriac/domain/consortium';
import type { ListedRecall, Recall, RecallReport, StopList } from '@theriac/domain/supply';
import type { Saves, StateStore } from '../ledger';

/** The stores that recalls work with, and who their organisations are. */
export interface RecallStores {
  readonly recalls: StateStore<Recall>;
  readonly stopLists: StateStore<StopList>;
  readonly recallReports: StateStore<RecallReport>;
  memberNamed(name: string): Member;
}

/** Puts states of one kind, each guarded by the organisation that it names. */
export class OwnedStore<State extends { readonly organisation: string }> implements Saves<State> {
  constructor(
    private readonly store: StateStore<State>,
    private readonly members: Pick<RecallStores, 'memberNamed'>,
  ) {}

  async put(state: State): Promise<void> {
    await this.store.put(state);
    const { mspId } = this.members.memberNamed(state.organisation);
    await this.store.guard(state, { rule: 'holder-and-one-other', holder: mspId });
  }
}

/** Puts a recall and its authority's list. */
export class ListedRecallStore implements Saves<ListedRecall> {
  constructor(private readonly stores: RecallStores) {}

  async put({ recall, list }: ListedRecall): Promise<void> {
    await new OwnedStore(this.stores.recalls, this.stores).put(recall);
    await new OwnedStore(this.stores.stopLists, this.stores).put(list);
  }
}

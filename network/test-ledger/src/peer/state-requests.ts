/** A peer's answers to what a chaincode asks of the state, message by message of the shim's protocol. */
import { ledger, peer } from '@hyperledger/fabric-protos';
import type { RuleBook } from '../rules';
import { parsePolicy } from '../policy/policy';
import { POLICY_METADATA } from '../state/read-write-set';
import type { RangeCursor } from './range-cursor';
import type { CollectionAccess, StateAccess } from './state-access';

const { Type } = peer.ChaincodeMessage;
/** How many rows travel at once (Fabric's MaxResultLimit). */
const ROWS_AT_ONCE = 100;
const NOTHING = new Uint8Array();

type Handler = (payload: Uint8Array) => Uint8Array;

/** The state of a transaction. */
export interface TransactionState {
  readonly open: StateAccess;
  /** @throws Error there is no such collection */
  collection(name: string): CollectionAccess;
}

interface OpenRange {
  readonly cursor: RangeCursor;
  /** Read already, not yet sent. */
  pending: peer.QueryResultBytes[];
}

/** Answers for one transaction. */
export class StateRequests {
  private readonly open = new Map<string, OpenRange>();
  private readonly handlers: ReadonlyMap<number, Handler>;
  private opened = 0;

  constructor(
    private readonly transactionId: string,
    private readonly state: TransactionState,
    private readonly rules: RuleBook,
  ) {
    this.handlers = new Map<number, Handler>([
      [Type.GET_STATE, (payload) => this.getState(peer.GetState.deserializeBinary(payload))],
      [Type.PUT_STATE, (payload) => this.putState(peer.PutState.deserializeBinary(payload))],
      [Type.DEL_STATE, (payload) => this.deleteState(peer.DelState.deserializeBinary(payload))],
      [Type.GET_STATE_METADATA, (payload) => this.getMetadata(peer.GetStateMetadata.deserializeBinary(payload))],
      [Type.PUT_STATE_METADATA, (payload) => this.putMetadata(peer.PutStateMetadata.deserializeBinary(payload))],
      [Type.GET_PRIVATE_DATA_HASH, (payload) => this.getHash(peer.GetState.deserializeBinary(payload))],
      [Type.PURGE_PRIVATE_DATA, (payload) => this.purge(peer.DelState.deserializeBinary(payload))],
      [Type.GET_STATE_BY_RANGE, (payload) => this.getRange(peer.GetStateByRange.deserializeBinary(payload))],
      [Type.QUERY_STATE_NEXT, (payload) => this.nextRows(peer.QueryStateNext.deserializeBinary(payload).getId())],
      [Type.QUERY_STATE_CLOSE, (payload) => this.close(peer.QueryStateClose.deserializeBinary(payload).getId())],
    ]);
  }

  /** @throws Error what the peer refuses, or what this ledger does not model */
  answer(type: number, payload: Uint8Array): Uint8Array {
    const handler = this.handlers.get(type);
    if (handler === undefined) throw new Error(`the test ledger does not model ${nameOf(type)}`);
    try {
      return handler(payload);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`${nameOf(type)} failed: transaction ID: ${this.transactionId}: ${message}`, { cause: error });
    }
  }

  private getState(request: peer.GetState): Uint8Array {
    return this.stateOf(request).value(request.getKey()) ?? NOTHING;
  }

  private putState(request: peer.PutState): Uint8Array {
    this.stateOf(request).write(request.getKey(), request.getValue_asU8());
    return NOTHING;
  }

  private deleteState(request: peer.DelState): Uint8Array {
    this.stateOf(request).write(request.getKey(), undefined);
    return NOTHING;
  }

  private getHash(request: peer.GetState): Uint8Array {
    return this.state.collection(request.getCollection()).hash(request.getKey()) ?? NOTHING;
  }

  private purge(request: peer.DelState): Uint8Array {
    this.state.collection(request.getCollection()).purge(request.getKey());
    return NOTHING;
  }

  private getMetadata(request: peer.GetStateMetadata): Uint8Array {
    const policy = this.stateOf(request).policy(request.getKey());
    const result = new peer.StateMetadataResult();
    if (policy !== undefined) {
      const entry = new peer.StateMetadata();
      entry.setMetakey(POLICY_METADATA);
      entry.setValue(policy);
      result.setEntriesList([entry]);
    }
    return result.serializeBinary();
  }

  /** Bytes that are no policy are refused here; a real peer takes them and halts at the key's next write. */
  private putMetadata(request: peer.PutStateMetadata): Uint8Array {
    const policy = request.getMetadata()?.getValue_asU8() ?? NOTHING;
    if (policy.length > 0) parsePolicy(policy);
    this.stateOf(request).writePolicy(request.getKey(), policy.length > 0 ? policy : undefined);
    return NOTHING;
  }

  private getRange(request: peer.GetStateByRange): Uint8Array {
    const page = peer.QueryMetadata.deserializeBinary(request.getMetadata_asU8());
    const isPage = request.getCollection() === '' && (page.getPagesize() !== 0 || page.getBookmark() !== '');
    const start = isPage && page.getBookmark() !== '' ? page.getBookmark() : request.getStartkey();
    const cursor = this.stateOf(request).range(start, request.getEndkey(), isPage);
    if (isPage) return pageOf(cursor, page.getPagesize());
    this.opened += 1;
    const id = String(this.opened);
    this.open.set(id, { cursor, pending: [] });
    return this.nextRows(id);
  }

  /** A batch of rows. One more is read to see whether the batch is the last; it goes with the next. */
  private nextRows(id: string): Uint8Array {
    const range = this.open.get(id);
    if (range === undefined) throw new Error('query iterator not found');
    const limit = this.rules.applies('iterator-reads-ahead') ? ROWS_AT_ONCE : 1;
    const rows = range.pending;
    for (let row = range.cursor.read(); row !== undefined; row = range.cursor.read()) {
      if (rows.length === limit) {
        range.pending = [rowBytes(row)];
        return responseOf(id, rows, true).serializeBinary();
      }
      rows.push(rowBytes(row));
    }
    this.open.delete(id);
    return responseOf(id, rows, false).serializeBinary();
  }

  private stateOf(request: { getCollection(): string }): StateAccess {
    const name = request.getCollection();
    return name === '' ? this.state.open : this.state.collection(name);
  }

  private close(id: string): Uint8Array {
    this.open.delete(id);
    return responseOf(id, [], false).serializeBinary();
  }
}

/** At its size a page ends without a look at what follows, so its range reaches to its last row only. */
function pageOf(cursor: RangeCursor, size: number): Uint8Array {
  const rows: peer.QueryResultBytes[] = [];
  while (size === 0 || rows.length < size) {
    const row = cursor.read();
    if (row === undefined) break;
    rows.push(rowBytes(row));
  }
  const metadata = new peer.QueryResponseMetadata();
  metadata.setFetchedRecordsCount(rows.length);
  metadata.setBookmark(cursor.bookmark);
  const response = responseOf('', rows, false);
  response.setMetadata(metadata.serializeBinary());
  return response.serializeBinary();
}

function responseOf(id: string, rows: peer.QueryResultBytes[], hasMore: boolean): peer.QueryResponse {
  const response = new peer.QueryResponse();
  response.setId(id);
  response.setResultsList(rows);
  response.setHasMore(hasMore);
  return response;
}

function rowBytes({ key, value }: { readonly key: string; readonly value: Uint8Array }): peer.QueryResultBytes {
  const row = new ledger.queryresult.KV();
  row.setKey(key);
  row.setValue(value);
  const bytes = new peer.QueryResultBytes();
  bytes.setResultbytes(row.serializeBinary());
  return bytes;
}

function nameOf(type: number): string {
  return Object.entries(Type).find(([, value]) => Number(value) === type)?.[0] ?? String(type);
}

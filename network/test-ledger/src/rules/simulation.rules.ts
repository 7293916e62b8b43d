/** What a transaction sees of the state while it runs, and what of it is remembered as read. */
import { rule } from './rule';

export const SIMULATION_RULES = [
  rule(
    'own-writes-are-invisible',
    'A transaction reads the committed state, never its own writes.',
    'core/ledger/kvledger/txmgmt/txmgr/query_executor.go',
  ),
  rule(
    'absence-is-a-read',
    'Reading a key that does not exist is a read: who creates it in between makes a conflict.',
    'core/ledger/kvledger/txmgmt/txmgr/query_executor.go, getState',
    ['mvcc-conflict'],
  ),
  rule(
    'reading-a-policy-is-a-read',
    'Reading a key’s endorsement policy depends on the key like reading its value.',
    'core/ledger/kvledger/txmgmt/txmgr/query_executor.go, GetStateMetadata',
    ['mvcc-conflict'],
  ),
  rule(
    'keys-order-by-bytes',
    'Keys are ordered by their UTF-8 bytes, not by UTF-16 units as JavaScript orders strings.',
    'core/ledger/kvledger/txmgmt/statedb/stateleveldb/stateleveldb.go',
  ),
  rule(
    'ranges-are-half-open',
    'A range holds its start and not its end.',
    'core/ledger/kvledger/txmgmt/statedb/stateleveldb/stateleveldb.go',
  ),
  rule(
    'composite-key-namespace',
    'Composite keys begin with U+0000 and lie outside ranges of simple keys, also the open one.',
    'fabric-shim/lib/stub.js, EMPTY_KEY_SUBSTITUTE',
  ),
  rule(
    'iterator-reads-ahead',
    'The peer fetches a range by the hundred: rows that the contract never looked at are reads as well.',
    'core/chaincode/query_response_generator.go',
    ['phantom-conflict'],
  ),
  rule(
    'paginated-query-and-write',
    'A transaction with a paginated query may not write, in whichever order.',
    'core/ledger/kvledger/txmgmt/txmgr/tx_simulator.go',
    ['refusals-are-not-endorsed'],
  ),
  rule('last-event-wins', 'A transaction has one event: the last that was set.', 'fabric-shim/lib/stub.js, setEvent', [
    'delivery-from-checkpoint',
  ]),
] as const;

/** How blocks are cut and agreed on; the same in the native network and in the compose file. */

/** A lone transaction waits at most this long for company. */
export const BATCH = {
  BatchTimeout: '200ms',
  BatchSize: { MaxMessageCount: 500, AbsoluteMaxBytes: '10 MB', PreferredMaxBytes: '2 MB' },
} as const;

/**
 * SmartBFT's own defaults (complaint after 20 s, heartbeat 1 min) stall ordering for 25 to 60 s when the leader dies.
 * With these a submit waits about 3 s: followers forward it to the dead leader after RequestForwardTimeout, complain
 * after RequestComplainTimeout more, and then change the leader at once. Shorter ones would depose a leader that is
 * only slow.
 */
export const SMART_BFT = {
  RequestBatchMaxInterval: '200ms',
  RequestForwardTimeout: '500ms',
  RequestComplainTimeout: '2500ms',
  RequestAutoRemoveTimeout: '3m0s',
  ViewChangeResendInterval: '1s',
  ViewChangeTimeout: '5s',
  LeaderHeartbeatTimeout: '5s',
  CollectTimeout: '1s',
  IncomingMessageBufferSize: 200,
  RequestPoolSize: 100_000,
  LeaderHeartbeatCount: 10,
} as const;

/** Raft's usual pace, for a topology that orders by it. */
export const RAFT = {
  TickInterval: '100ms',
  ElectionTick: 10,
  HeartbeatTick: 1,
  MaxInflightBlocks: 5,
  SnapshotIntervalSize: '16 MB',
} as const;

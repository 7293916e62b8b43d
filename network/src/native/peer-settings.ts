/** Peer settings that say how fast members find one another and how long a dead one holds others up. */

/**
 * The reason of each figure: with gossip's defaults a fresh gateway answers "no combination of peers can be derived"
 * for up to 30 s, a dead member of a collection holds endorsement up for 24 s and a private value that never arrived
 * holds commits up for 60 s. Keys are those of core.yaml.
 */
export const PEER_TUNING: Readonly<Record<string, string | number | boolean>> = {
  'peer.authentication.timewindow': '5m',
  // Clients ping each 60 s, which equals the default minimum and is answered with ENHANCE_YOUR_CALM.
  'peer.keepalive.minInterval': '10s',
  // Block dissemination by gossip is deprecated in 3.1: each peer pulls from the orderers.
  'peer.gossip.orgLeader': true,
  'peer.gossip.useLeaderElection': false,
  'peer.gossip.state.enabled': false,
  'peer.gossip.reconnectInterval': '1s',
  'peer.gossip.publishStateInfoInterval': '500ms',
  'peer.gossip.requestStateInfoInterval': '500ms',
  'peer.gossip.aliveTimeInterval': '1s',
  'peer.gossip.aliveExpirationTimeout': '5s',
  'peer.gossip.pullInterval': '1s',
  'peer.gossip.digestWaitTime': '200ms',
  'peer.gossip.requestWaitTime': '300ms',
  'peer.gossip.responseWaitTime': '500ms',
  'peer.gossip.dialTimeout': '500ms',
  'peer.gossip.connTimeout': '500ms',
  'peer.gossip.pvtData.pullRetryThreshold': '2s',
  'peer.gossip.pvtData.pushAckTimeout': '300ms',
  'peer.gossip.pvtData.skipPullingInvalidTransactionsDuringCommit': true,
  // What a peer missed while no other holder was there is asked for again each minute by default, and its gateway's
  // projections wait for it.
  'peer.gossip.pvtData.reconcileSleepInterval': '5s',
  // The longest wait before an orderer is dialled again (default one hour), so that a restart is noticed at once.
  'peer.deliveryclient.reConnectBackoffThreshold': '2s',
  // An orderer that has restarted may miss the next block of a quiet channel, and catch up with the one after it; a
  // peer that pulls from it turns to another once the others have shown a newer block for so long (default 30 s).
  'peer.deliveryclient.blockCensorshipTimeoutKey': '3s',
  'peer.gateway.dialTimeout': '5s',
  'ledger.state.stateDatabase': 'goleveldb',
  // A chaincode server that is away must fail a proposal soon, not after five minutes.
  'chaincode.startuptimeout': '20s',
};

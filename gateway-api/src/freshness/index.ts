/** Reads are fresh, or refused. */
export * from './channel-heights.port';
export * from './fabric-heights';
export * from './freshness-check';
export * from './freshness-watch';
export * from './freshness.rules';

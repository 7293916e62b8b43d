/** What a gateway is told at its start. */
export * from './config-error';
export * from './load-consortium';
export * from './read-config';
export * from './read-settings';
export * from './settings';

/** What a gateway is told at its start. */
export * from './configuration-page';
export * from './load-consortium';
export * from './read-config';
export * from './settings';

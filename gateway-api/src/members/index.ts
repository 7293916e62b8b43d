/** Other members' gateways. */
export * from './json-pieces';
export * from './member-client';
export * from './member-kinds';
export * from './member-roots';
export * from './receivers';

/** Who asked to see whose record, for what, and whether they may. */
export * from './end-session.rules';
export * from './purpose.table';
export * from './release-scope.rules';
export * from './release.rules';
export * from './request-access.rules';
export * from './see-session.rules';
export * from './session-commands.schema';
export * from './session.events';
export * from './session.permissions';
export * from './session.schema';

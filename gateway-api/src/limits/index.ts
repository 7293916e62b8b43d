/** Limits on how often somebody asks, how often somebody guesses wrong, and how often credentials may be refused. */
export * from './credential-limit';
export * from './guess-limit';
export * from './request-limit';
export * from './too-many-requests';

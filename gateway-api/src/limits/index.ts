/** Limits on how often somebody asks, and how often somebody guesses wrong. */
export * from './guess-limit';
export * from './request-limit';
export * from './too-many-requests';

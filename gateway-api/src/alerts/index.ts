/** Suspicions about packs, and how each ended. */
export * from './alert.messages';
export * from './alerts';
export * from './alerts.router';
export * from './alerts.store';

/** What one organisation owes another. */
export * from './inbox';
export * from './outbox-sender';
export * from './outbox.router';
export * from './outbox.store';

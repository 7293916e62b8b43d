/** Long work. */
export * from './job-kind';
export * from './job-workers';
export * from './jobs';
export * from './jobs.router';
export * from './jobs.store';

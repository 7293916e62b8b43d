/** Who has signed in: tokens become callers, and callers get certificates whose keys this process alone holds. */
export * from './enrolment-door';
export * from './foreign-patients';
export * from './me.router';
export * from './oidc-callers';
export * from './sessions';

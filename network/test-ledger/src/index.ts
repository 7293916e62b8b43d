/** Filled as this package grows. */
export {};

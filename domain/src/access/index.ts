/** Who may ask at all: what is open to everybody, and what a token's scope allows. */
export * from './open-routes';
export * from './scope';

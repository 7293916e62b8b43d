/** Certificates that a gateway stands on: read again when renewed, and warned of before they end. */
export * from './standing-certificate';
export * from './tls-files';

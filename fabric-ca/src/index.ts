/** Speaks to an organisation's Fabric CA. */
export {};

/** Who a patient is to the network, and who speaks for them. */
export * from './patient.events';
export * from './patient.rules';
export * from './patient.schema';
export * from './speaker.rules';

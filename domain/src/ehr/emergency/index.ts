/** Emergencies: a record without the patient's consent, always told, always reviewed. */
export * from './break-glass-setting.schema';
export * from './break-glass.rules';
export * from './emergency-commands.schema';
export * from './emergency-class';
export * from './emergency.events';
export * from './emergency.permissions';
export * from './emergency.schema';
export * from './open-sealed.rules';
export * from './review-emergency.rules';

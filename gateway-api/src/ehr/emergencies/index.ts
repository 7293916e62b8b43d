/** Emergencies: a record without the patient's consent, at once, always told, always reviewed. */
export * from './emergencies.projection';
export * from './emergencies.router';
export * from './emergencies.store';
export * from './emergency-record';
export * from './emergency-reviews.router';
export * from './emergency.client';
export * from './own-emergencies';
export * from './own-emergencies.store';
export * from './tell-emergency.job';

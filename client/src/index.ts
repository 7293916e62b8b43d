/** The SDK for programs and pages that keep their user's key. */
export {};

/** The SDK for programs and pages that keep their user's key. */
export type { ShownActor, ShownConsent, ShownPeriod, ShownProvision } from './consents';
export { describe } from './describe';
export { type Review } from './exchange';
export {
  type Distrust,
  type FieldFault,
  type ProblemDetails,
  ProblemError,
  RefusedToSign,
  ResignNeeded,
  SigningDeclined,
} from './failures';
export { type Answer } from './gateway-connection';
export * from './shown';
export { type RequestOptions, TheriacClient, type TheriacClientOptions } from './theriac-client';
export { UserKey } from './user-key';

/** A journey: steps on the running network, each told as a person would. */
import type { GatewayRequests } from '../gateway-request';

/** Tells a step, with the transaction that it made, if it made one. */
export type Tell = (sentence: string, transactionId?: string) => void;

/** A journey by name. */
export interface Journey {
  readonly name: string;
  readonly title: string;
  /** @throws Error when a step does not do what it says */
  play(requests: GatewayRequests, tell: Tell): Promise<void>;
}

/** Takes containers into custody again that left or were lost; who held them last has a right to know. */
import type { ContainersReadmitted, ReadmitContainers } from '@theriac/domain/supply';
import type { Alerts } from '../../alerts';
import type { Caller } from '../../caller';
import type { Committed } from '../../ledger';
import { idOfCommand } from '../command-id';
import type { DepartureClient } from './departure.client';

/** What came of a readmission. */
export interface Readmitted {
  readonly committed: Committed<ContainersReadmitted>;
  /** One for each container that another organisation held last. */
  readonly alerts: readonly string[];
}

/** What readmitting needs. */
export interface ReadmissionParts {
  readonly client: DepartureClient;
  readonly alerts: Pick<Alerts, 'raise'>;
  readonly regulators: readonly string[];
}

/** Readmits containers. */
export class Readmissions {
  constructor(private readonly parts: ReadmissionParts) {}

  /** The same request again is the same readmission. @throws LedgerError CONTAINER_NOT_AWAY; the contract's refusals */
  async readmit(caller: Caller, order: Omit<ReadmitContainers, 'readmission'>, reference: string): Promise<Readmitted> {
    const { client, alerts, regulators } = this.parts;
    const committed = await client.readmit(caller, { readmission: idOfCommand(reference), ...order }, reference);
    const raised: string[] = [];
    for (const { sscc, lastHolder } of committed.event.flags)
      raised.push(await alerts.raise('flagged-readmission', { container: sscc }, [lastHolder, ...regulators]));
    // Beyond a burst many containers are one alert.
    return { committed, alerts: [...new Set(raised)] };
  }
}

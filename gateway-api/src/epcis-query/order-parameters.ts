/** The parameters that say in which order, and how many. */
import type { EventOrder, EventQuery } from './event-filter';
import { count, oneOf } from './parameter-values';
import { ParameterFault } from './parameter-fault';

const PER_PAGE = 30;
const MOST_PER_PAGE = 999;

/** Reads one parameter, or notes why it cannot be read. */
export type Attempt = <T>(field: string, read: () => T) => T | undefined;

/** The order, and the parameters that say something else. */
export function readOrder(
  parameters: Readonly<Record<string, string>>,
  attempt: Attempt,
): Pick<EventQuery, 'order' | 'nextPageToken'> & { readonly others: Readonly<Record<string, string>> } {
  const { orderBy, orderDirection, perPage, eventCountLimit, maxEventCount, nextPageToken, ...others } = parameters;
  const read = <T>(field: string, value: string | undefined, of: (value: string) => T): T | undefined =>
    value === undefined ? undefined : attempt(field, () => of(value));
  const by = read('orderBy', orderBy, (value) => oneOf(['eventTime', 'recordTime'], value)[0]);
  const direction = read('orderDirection', orderDirection, (value) => oneOf(['ASC', 'DESC'], value)[0]);
  const order: EventOrder = {
    by: by === 'recordTime' ? by : 'eventTime',
    direction: direction === 'ASC' ? direction : 'DESC',
    perPage: read('perPage', perPage, (value) => Math.min(count(value), MOST_PER_PAGE)) ?? PER_PAGE,
    eventCountLimit: read('eventCountLimit', eventCountLimit, count),
    maxEventCount: read('maxEventCount', maxEventCount, count),
  };
  attempt('eventCountLimit', () => {
    if (eventCountLimit !== undefined && orderBy === undefined) throw new ParameterFault('must stand with orderBy');
  });
  attempt('maxEventCount', () => {
    if (maxEventCount !== undefined && eventCountLimit !== undefined)
      throw new ParameterFault('must not stand with eventCountLimit');
  });
  return { order, nextPageToken, others };
}

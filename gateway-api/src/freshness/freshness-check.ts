/** Readiness: a gateway that refuses verifications as stale says so. */
import type { ReadinessCheck } from '../readiness';
import type { FreshnessWatch } from './freshness-watch';

/** What the own peer answers on a channel is fresh. */
export function freshnessCheck(channel: string, watch: Pick<FreshnessWatch, 'faultOf'>): ReadinessCheck {
  return {
    name: `freshness of ${channel}`,
    check: () => {
      const fault = watch.faultOf(channel);
      return Promise.resolve(fault === undefined ? [] : [fault]);
    },
  };
}

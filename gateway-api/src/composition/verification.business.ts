/** Verification and alerts as this gateway has them: on its own peer, or by the maker's word where it has none. */
import { alertReceivers, alertRoutes } from '../alerts';
import { labelRoutes } from '../supply/label/label.router';
import { packActRoutes } from '../supply/packs/pack-acts.router';
import { provenanceRoutes } from '../supply/provenance/provenance.router';
import type { SupplyChannel } from '../supply/supply-channel';
import { MemberJudge } from '../supply/verification/member-judge';
import { packRoutes } from '../supply/verification/packs.router';
import { ProductNames } from '../supply/verification/product-names';
import { Verification } from '../supply/verification/verification';
import type { Business, Foundation } from './foundation';
import type { OwnPacks } from './own-packs';
import type { SharedWithVrs } from './vrs.business';

/** Verification's part of the gateway, and what VRS judges by. */
export interface VerificationBusiness {
  readonly business: Business;
  readonly shared: SharedWithVrs;
}

/** Puts it together. */
export function verification(foundation: Foundation, channel: SupplyChannel, packs: OwnPacks): VerificationBusiness {
  const { own, db } = foundation;
  const { alerts, alertStore, days, regulators, names, provenance, packActing } = packs;
  const { judge, verification: verifying } = channel.isJoined ? packs : byMembers(foundation, channel, packs);
  const guard = channel.guardAnywhere('VerifyPacks');
  const business = {
    jobKinds: [],
    receivers: alertReceivers(alertStore, own.self.name),
    answerers: channel.isJoined ? packs.answerers : [],
    routes: () => [
      ...packRoutes(verifying, new ProductNames(db), guard),
      ...labelRoutes(guard),
      ...(channel.isJoined
        ? [
            ...packActRoutes(packActing, channel),
            ...provenanceRoutes({ store: provenance, names, self: own.self, guard }),
          ]
        : []),
      ...alertRoutes(alerts, alertStore),
    ],
  };
  return { business, shared: { judge, alerts, days, regulators } };
}

/** Without a peer for medicines the maker judges, else the regulator. */
function byMembers({ own, members }: Foundation, channel: SupplyChannel, { days, alerts, regulators }: OwnPacks) {
  const judge = new MemberJudge({ client: members, makers: channel.othersOf('manufacturer'), regulators });
  const { kind } = own.self;
  const nothingHere = { traces: undefined, ownActs: undefined };
  const now = (): Date => new Date();
  return { judge, verification: new Verification({ judge, days, alerts, regulators, kind, now, ...nothingHere }) };
}

/** The query for who holds how many packs of some lots: containers hold most of them, single packs' keys say the rest. */
import { type SQL, sql } from 'drizzle-orm';
import { containers } from '../containers/containers.table';
import { parts } from '../lots.table';
import { packsOnLedger } from '../packs/packs-on-ledger.table';
import type { StoppedLots } from './stopped-lots';

/** A pack that only its own key tells of is to be had: also when it is locked, and when units are left in it. */
const IS_AT_HAND = sql`(${packsOnLedger.state} is null or ${packsOnLedger.state} = 'locked' or coalesce(${packsOnLedger.unitsLeft}, 0) > 0)`;

/** Packs by the place of the outermost container, by the place where they stand loose, and with their maker. */
export function heldRows({ gtin, lots }: StoppedLots, areRegistered: SQL | undefined): SQL {
  const areNamed = (lot: SQL): SQL =>
    lots.length === 0 ? sql`true` : sql`${lot} = any(${sql.param([...lots])}::text[])`;
  const ofLot = JSON.stringify([{ gtin }]);
  return sql`
    with recursive inside as (
      select one.sscc, one.outermost, lot.lot, lot.packs
      from ${containers} as one, jsonb_to_recordset(one.lots) as lot (gtin text, lot text, packs int)
      where one.lots @> ${ofLot}::jsonb and lot.gtin = ${gtin} and ${areNamed(sql`lot.lot`)}
    ),
    -- From each of these containers up to its outermost one: a state of any is the state of all packs in it.
    up as (
      select distinct one.sscc as inner_one, one.parent, one.status
      from ${containers} as one join inside on inside.sscc = one.sscc
      union all
      select up.inner_one, one.parent, one.status from up join ${containers} as one on one.sscc = up.parent
    ),
    out_of_stock as (
      select distinct inner_one from up where status is not null and status ->> 'state' <> 'locked'
    ),
    single as (
      select lot, container, organisation, site, ${IS_AT_HAND} as is_at_hand
      from ${packsOnLedger} where gtin = ${gtin} and ${areNamed(sql`lot`)}
    ),
    taken as (
      select container, lot, count(*)::int as packs from single
      where container is not null and not is_at_hand group by container, lot
    ),
    -- What neither lies in a container nor stands loose where it was taken out of one was never packed.
    registered as (
      select ${parts.maker} as organisation, ${parts.lot} as lot, sum(${parts.packs}) as packs
      from ${parts} where ${areRegistered} group by ${parts.maker}, ${parts.lot}
    ),
    elsewhere as (
      select lot, sum(packs) as packs from (
        select lot, packs from inside
        union all
        select lot, 1 from single where container is null and (organisation is not null or not is_at_hand)
      ) as one group by lot
    ),
    unpacked as (
      select organisation, registered.packs - coalesce(elsewhere.packs, 0) as packs
      from registered left join elsewhere using (lot)
    ),
    held as (
      select place.organisation, place.site, place.to_organisation, place.to_site, place.gone ->> 'how' as gone,
        inside.packs - coalesce(taken.packs, 0) as packs
      from inside
      join ${containers} as place on place.sscc = inside.outermost
      left join taken on taken.container = inside.sscc and taken.lot = inside.lot
      where inside.sscc not in (select inner_one from out_of_stock)
        and coalesce(place.gone ->> 'how', '') <> 'destroyed'
      union all
      select organisation, site, null, null, null, 1 from single where organisation is not null and is_at_hand
      union all
      select organisation, null, null, null, null, packs from unpacked
    )
    select organisation, site, to_organisation, to_site, gone, sum(packs)::int as packs
    from held group by 1, 2, 3, 4, 5 having sum(packs) > 0
    order by organisation, site nulls first, to_organisation nulls first, gone nulls first`;
}

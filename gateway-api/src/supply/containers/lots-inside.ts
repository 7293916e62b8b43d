/** Which packs lie in containers, at any depth, by their lots. */
import { sql } from 'drizzle-orm';
import type { Executor } from '../../database';
import { containers } from './containers.table';
import type { PacksOfLot } from './packs-by-lot';

/** The packs in these containers and in all that lie in them, as far as their blocks have arrived here; lots in order. */
export async function lotsInside(ssccs: readonly string[], within: Executor): Promise<PacksOfLot[]> {
  const { rows } = await within.execute(sql`
    with recursive inside as (
      select sscc, lots from ${containers} where sscc = any(${sql.param([...ssccs])}::text[])
      union all
      select below.sscc, below.lots from ${containers} below join inside on below.parent = inside.sscc
    )
    select one.gtin, one.lot, sum(one.packs)::int as packs
    from inside, jsonb_to_recordset(inside.lots) as one (gtin text, lot text, packs int)
    group by 1, 2
    order by 1, 2`);
  return rows as unknown as PacksOfLot[];
}

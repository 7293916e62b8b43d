/** Whether SSCCs are under an organisation's own company prefixes. */
import { type CompanyPrefix, isSsccUnder, type Sscc } from '@theriac/domain/gs1';
import { prefixesOfSscc } from '@theriac/domain/supply';
import { firstAssigned } from './load';
import type { SupplyContext } from './supply.context';

/** An organisation's company prefixes: a line's SSCCs mostly open with one, which is looked for once. */
export class OwnPrefixes {
  readonly #found: CompanyPrefix[] = [];

  constructor(
    private readonly ctx: SupplyContext,
    private readonly organisation: string,
  ) {}

  /** Whether one of them opens the SSCC. */
  async open(sscc: Sscc): Promise<boolean> {
    if (this.#found.some((prefix) => isSsccUnder(prefix, sscc))) return true;
    const assignment = await firstAssigned(this.ctx, prefixesOfSscc(sscc));
    if (assignment?.organisation !== this.organisation) return false;
    this.#found.push(assignment.companyPrefix);
    return true;
  }
}

/** What a rule of the ledger is: one behaviour of Fabric that contracts and clients feel, and that can be taken out. */

/** A behaviour, the sentence that a developer should know, and where Fabric 3.1 does it. */
export interface Rule<Name extends string = string> {
  readonly name: Name;
  readonly says: string;
  /** Path in hyperledger/fabric, or the shim's own file. */
  readonly source: string;
  /** Names of rules without which this one cannot be told: they refine it, or it is seen through them. */
  readonly restsOn: readonly string[];
}

/** Declares a rule. */
export const rule = <Name extends string>(
  name: Name,
  says: string,
  source: string,
  restsOn: readonly string[] = [],
): Rule<Name> => ({ name, says, source, restsOn });

/** A parameter of a query breaks a rule. Thrown within this folder only; `readQuery` names the parameter. */
export class ParameterFault extends Error {
  constructor(readonly rule: string) {
    super(rule);
    this.name = 'ParameterFault';
  }
}

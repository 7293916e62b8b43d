/** What the fields of an event ask of one another (EPCIS 2.0, section 7.4). */
import type { z } from 'zod';

interface Lists {
  epcList?: readonly unknown[] | undefined;
  quantityList?: readonly unknown[] | undefined;
  childEPCs?: readonly unknown[] | undefined;
  childQuantityList?: readonly unknown[] | undefined;
  inputEPCList?: readonly unknown[] | undefined;
  inputQuantityList?: readonly unknown[] | undefined;
  outputEPCList?: readonly unknown[] | undefined;
  outputQuantityList?: readonly unknown[] | undefined;
  sensorElementList?: readonly unknown[] | undefined;
  action?: string;
  parentID?: string | undefined;
  transformationID?: string | undefined;
  readPoint?: unknown;
  ilmd?: unknown;
}

type Context = z.RefinementCtx;

/** Objects, quantities or a sensor's report; master data of instances only when they begin. */
export function checkObject(event: Lists, context: Context): void {
  const isSensorReport = isFilled(event.sensorElementList) && event.readPoint !== undefined;
  if (event.epcList === undefined && event.quantityList === undefined && !isSensorReport) {
    refuse(context, 'epcList', 'must stand here, or a quantityList, or a sensorElementList with a readPoint');
  }
  if (event.ilmd !== undefined && event.action !== 'ADD')
    refuse(context, 'ilmd', 'must stand in an event with action ADD only');
}

/** Children of a parent; only an observation may leave the parent out, only a removal its children. */
export function checkAggregation(event: Lists, context: Context): void {
  if (event.parentID === undefined && event.action !== 'OBSERVE') {
    refuse(context, 'parentID', 'must stand here unless the action is OBSERVE');
  }
  checkChildren(event, context);
}

/** As an aggregation, always with its parent. */
export function checkAssociation(event: Lists, context: Context): void {
  if (event.parentID === undefined) refuse(context, 'parentID', 'must stand here');
  checkChildren(event, context);
}

/** Objects or quantities, unless all are taken off the transaction. */
export function checkTransaction(event: Lists, context: Context): void {
  const hasObjects = event.epcList !== undefined || event.quantityList !== undefined || event.parentID !== undefined;
  if (!hasObjects && event.action !== 'DELETE') refuse(context, 'epcList', 'must stand here, or a quantityList');
}

/** Inputs and outputs, or one of them with the id under which the other is reported. */
export function checkTransformation(event: Lists, context: Context): void {
  const hasInput = isFilled(event.inputEPCList) || isFilled(event.inputQuantityList);
  const hasOutput = isFilled(event.outputEPCList) || isFilled(event.outputQuantityList);
  const isPart = event.transformationID !== undefined;
  if (!hasInput && !(isPart && hasOutput))
    refuse(context, 'inputEPCList', 'must name an input, or the transformationID');
  if (!hasOutput && !(isPart && hasInput))
    refuse(context, 'outputEPCList', 'must name an output, or the transformationID');
}

function checkChildren(event: Lists, context: Context): void {
  if (isFilled(event.childEPCs) || isFilled(event.childQuantityList) || event.action === 'DELETE') return;
  refuse(context, 'childEPCs', 'must name a child unless the action is DELETE');
}

function isFilled(list: readonly unknown[] | undefined): boolean {
  return list !== undefined && list.length > 0;
}

function refuse(context: Context, field: string, message: string): void {
  context.addIssue({ code: 'custom', path: [field], message });
}

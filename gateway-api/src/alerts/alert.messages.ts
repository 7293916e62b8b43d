/** Alerts and their closures on the way between the gateways that hold them. */
import { instantSchema, LedgerError } from '@theriac/domain/ledger';
import { alertClosureSchema, alertSchema } from '@theriac/domain/supply';
import { z } from 'zod';
import { type MessageKind, type MessageReceiver, receiver } from '../members';
import type { AlertStore } from './alerts.store';

/** The asker tells maker and regulator of a suspicion. */
export const ALERT_MESSAGE: MessageKind<z.infer<typeof alertSchema>> = { name: 'alert', body: alertSchema };

const closedSchema = z.strictObject({ id: z.uuid('must be a UUID'), closure: alertClosureSchema, at: instantSchema });

/** Whoever closed an alert tells its other holders. */
export const ALERT_CLOSED_MESSAGE: MessageKind<z.infer<typeof closedSchema>> = {
  name: 'alert-closed',
  body: closedSchema,
};

/** Takes both; the asker of an alert is whoever sends it. */
export function alertReceivers(alerts: AlertStore, self: string): readonly MessageReceiver[] {
  return [
    receiver(ALERT_MESSAGE, async (sender, alert, transaction) => {
      if (!alert.holders.includes(sender) || !alert.holders.includes(self)) {
        throw new LedgerError('NOT_PERMITTED', 'an alert goes from one of its holders to another');
      }
      await alerts.keepTold(alert, sender, transaction);
    }),
    receiver(ALERT_CLOSED_MESSAGE, async (sender, { id, closure, at }, transaction) => {
      const alert = await alerts.find(id);
      // The alert itself may still be on its way: the sender tries again.
      if (alert === undefined) throw new LedgerError('ALERT_NOT_FOUND', 'no such alert has arrived here');
      if (!alert.holders.includes(sender)) throw new LedgerError('NOT_PERMITTED', 'only a holder closes an alert');
      await alerts.closeTold({ id, closure, by: sender, at }, transaction);
    }),
  ];
}

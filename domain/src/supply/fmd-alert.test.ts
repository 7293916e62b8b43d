/** Which verdicts are alerts in the European system, and which are none. */
import { FMD_ALERT_OF, fmdAlertOf } from './fmd-alert';
import { VERDICTS, type VerdictCode } from './verdict.schema';

it.each(Object.keys(VERDICTS) as VerdictCode[])('%s has a code when it is suspicious, and none when not', (code) => {
  const { advice, isSuspicious } = VERDICTS[code];
  if (isSuspicious) expect(FMD_ALERT_OF[code]).toMatch(/^A\d+$/);
  if (advice === 'may-supply') expect(FMD_ALERT_OF[code]).toBeNull();
});

it('a pack that has expired raises none', () => {
  expect(FMD_ALERT_OF.expired).toBeNull();
});

it('a burst of suspicions has no code, each of them has its own', () => {
  expect(fmdAlertOf('burst')).toBeNull();
  expect(fmdAlertOf('wrong-expiry')).toBe('A52');
});

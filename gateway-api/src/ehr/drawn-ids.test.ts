import { patientIdSchema } from '@theriac/domain/ehr';
import { DrawnIds } from './drawn-ids';

const ids = new DrawnIds(Buffer.alloc(32, 1));

it('draws the same id for the same command, and another for everything else', () => {
  const drawn = [ids.of('patient', 'r1'), ids.of('patient', 'r2'), ids.of('consent', 'r1')];
  expect(ids.of('patient', 'r1')).toBe(drawn[0]);
  expect(new Set([...drawn, new DrawnIds(Buffer.alloc(32, 2)).of('patient', 'r1')]).size).toBe(4);
  for (const id of drawn) expect(patientIdSchema.parse(id)).toBe(id);
});

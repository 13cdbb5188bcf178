/** The API's answer to a bonus operation that went well, from the figures of its outcome. */
import type { Data, Operation } from '../bonus/types.ts';
import { isoTime } from './clock.ts';

/** Figures whose name ends in `At` are shown as instants, text keys stay inside. */
export function bonusAnswer(operation: Operation, data: Data): Readonly<Record<string, unknown>> {
  const shown: Record<string, unknown> = operation.op === 'deactivate' ? { member: false } : {};
  for (const [name, value] of Object.entries(data)) {
    if (name.endsWith('Key')) continue;
    shown[name] = name.endsWith('At') && typeof value === 'number' ? isoTime(value) : value;
  }
  return shown;
}

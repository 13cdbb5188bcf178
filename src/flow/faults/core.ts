/** Faults of the bonus core: it is asked and fails, before or after it has done what it was asked for. */
import type { Core, Operation } from '../../bonus/types.ts';
import type { Service, StepResult } from '../../session/types.ts';
import { CoreFailed, type CoreFailure } from '../coreFailed.ts';
import type { View } from '../view.ts';
import { NO_LUCK } from './luck.ts';
import type { When } from './settings.ts';
import type { FaultName } from './shape.ts';

const FAILURES: readonly (readonly [FaultName, CoreFailure])[] = [
  ['coreTimeout', 'core-timeout'],
  ['coreError', 'core-error'],
  ['coreGarbage', 'core-garbage'],
];

interface Trouble {
  readonly how: CoreFailure;
  readonly when: When;
}

/** A core with the failure that has come by now, if any. */
export interface AskedCore {
  readonly core: Core;
  /** It has done what it was asked for, and its answer is lost. */
  readonly lost: () => CoreFailure | null;
}

/**
 * The core as this step meets it: itself, where no fault of cores is set.
 * @param of names what is stepped for where it is tried again and again, `#…`, and should meet the same each time
 * @returns a core whose `decide` throws CoreFailed where it fails before anything is done
 */
export function coreInStep(view: View, core: Core, of = ''): AskedCore {
  if (isSound(view)) return { core, lost: nothingLost };
  let lost: CoreFailure | null = null;
  const decide: Core['decide'] = (account, operation, context) => {
    const trouble = troubleWith(view, operation.op, of);
    if (trouble?.when === 'before') throw new CoreFailed(trouble.how);
    lost ??= trouble?.how ?? null;
    return core.decide(account, operation, context);
  };
  return { core: { ...core, decide }, lost: () => lost };
}

function nothingLost(): null {
  return null;
}

function isSound({ luck }: View): boolean {
  return luck === NO_LUCK || !FAILURES.some(([fault]) => luck.isSet(fault));
}

function troubleWith({ luck }: View, op: Operation['op'], of: string): Trouble | null {
  for (const [fault, how] of FAILURES) {
    const hit = luck(fault, `${of}${op}`, ({ operations }) => operations === null || operations.includes(op));
    if (hit !== null) return { how, when: hit.setting.when };
  }
  return null;
}

/** A machine's step, and how the core failed in it. `step` null: it failed before anything was done. */
export type StepWithCore =
  | { readonly step: StepResult; readonly failure: CoreFailure | null }
  | { readonly step: null; readonly failure: CoreFailure };

/** Takes a machine's step on a service whose core may fail. Sound, it is the service itself: much is remembered by it. */
export function stepWithCore(view: View, service: Service, take: (service: Service) => StepResult): StepWithCore {
  if (service.core === null || isSound(view)) return { step: take(service), failure: null };
  const { core, lost } = coreInStep(view, service.core);
  try {
    const step = take({ ...service, core });
    return { step, failure: step.needPeer === undefined ? lost() : null };
  } catch (error) {
    if (error instanceof CoreFailed) return { step: null, failure: error.how };
    throw error;
  }
}

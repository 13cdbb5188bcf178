/** Steps of a dialogue as its phone counts them: the first is the dial, or the push that began it, the second the first answer. */
import type { Session, StepResult } from '../../session/types.ts';
import { isApplications } from '../applicationSession.ts';
import { PUSH_SERVICE } from '../pushSession.ts';

/** A dial, or a push. */
export const FIRST_STEP = 1;

const FIRST_ANSWER = 2;

/** Which step the phone's next answer is. */
export function answerStep(session: Session): number {
  if (session.service === PUSH_SERVICE) return FIRST_ANSWER;
  // The application's turns are counted in between.
  if (isApplications(session)) return Math.ceil(session.step / 2) + 1;
  return session.step - (session.ahead ?? 0) + 1;
}

/** Which step of the phone the application is answering, whose turn it is. */
export function askingStep(session: Session): number {
  return answerStep(session) - 1;
}

/** What a machine made of a dial: whatever it did before the phone sees a screen is no step of the phone's. */
export function afterDial(result: StepResult): StepResult {
  const { session } = result;
  if (session === null || session.step === FIRST_STEP) return result;
  return { ...result, session: { ...session, ahead: session.step - FIRST_STEP } };
}

/** What a machine made of an answer in this session: it knows nothing of the phone's steps. */
export function afterAnswer({ ahead }: Session, result: StepResult): StepResult {
  const { session } = result;
  return ahead === undefined || session === null ? result : { ...result, session: { ...session, ahead } };
}

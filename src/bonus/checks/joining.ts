/** Somebody can join, and what takes time takes a length of time. */
import { parseDuration } from '../calendar.ts';
import type { JoiningFile, ProgramFile } from '../programFile.ts';
import { badDuration, errorAt, type Place, type ProgramError } from './error.ts';

/** Channels, delays of applications and of points for joining. */
export function checkJoining({ joining }: ProgramFile): readonly ProgramError[] {
  const ways = Object.entries(joining);
  if (ways.length === 0) {
    return [errorAt(['joining'], 'Nobody can join: there is no channel.', 'Add ussd, sms or web.')];
  }
  return ways.flatMap(([channel, way]) => checkWay(['joining', channel], way));
}

function checkWay(path: Place, { delay, welcome }: JoiningFile): readonly ProgramError[] {
  return [...checkDuration([...path, 'delay'], delay), ...checkDuration([...path, 'welcome', 'after'], welcome?.after)];
}

function checkDuration(path: Place, text: string | undefined): readonly ProgramError[] {
  return text === undefined || parseDuration(text) !== null ? [] : [badDuration(path, text)];
}

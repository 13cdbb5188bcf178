/** A dialogue over pipes: answers come line by line, screens and SMS go out as plain lines. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Result, UssdAnswer } from '../flow/api.ts';
import { explain, type GatewayClient } from './client.ts';
import { Failure } from './failures.ts';
import { openInbox } from './inbox.ts';
import type { LinePrinter } from './lines.ts';

export interface Call {
  readonly client: GatewayClient;
  readonly from: string;
  readonly code: string;
}

/**
 * Dials, then answers with each line of `answers` that is not empty, until the session or the lines end; a session that is
 * still open then is hung up. Throws a Failure where the gateway refuses the code or an answer.
 */
export async function dialInLines(call: Call, answers: Readable, print: LinePrinter): Promise<void> {
  const { client, from, code } = call;
  const inbox = await openInbox(client, from);
  const show = async (result: Result<UssdAnswer>) => {
    const answer = accepted(result);
    print.screen(answer);
    print.sms(await inbox.fresh());
    return answer;
  };
  let answer = await show(await client.dial(from, code));
  try {
    for await (const line of answer.state === 'ended' ? [] : linesOf(answers)) {
      answer = await show(await client.answer(answer.sessionId, line));
      if (answer.state === 'ended') break;
    }
  } finally {
    // Whoever writes the answers may keep the pipe open; nobody waits for them any more.
    answers.destroy();
    if (answer.state === 'awaiting') await client.hangUp(answer.sessionId);
  }
}

async function* linesOf(input: Readable): AsyncGenerator<string> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield line;
  }
}

function accepted(result: Result<UssdAnswer>): UssdAnswer {
  if (!result.ok) throw new Failure(explain(result.problem));
  return result.value;
}

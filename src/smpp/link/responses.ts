/** Which PDU answers which, and with what body where nobody gives it one. */
import { type Body, COMMANDS, type CommandName, type ResponseName } from '../pdu/commands.ts';
import type { Field, FieldKind } from '../pdu/fields.ts';

const NAMES = Object.keys(COMMANDS) as CommandName[];

const RESPONSES: ReadonlyMap<CommandName, ResponseName> = new Map(NAMES.map((name) => [name, findResponse(name)]));

/** The response id is the request's with the highest bit set (SMPP 3.4 §5.1.2). */
function findResponse(request: CommandName): ResponseName {
  const id = COMMANDS[request].id + 0x80000000;
  return (NAMES.find((name) => COMMANDS[name].id === id) ?? 'generic_nack') as ResponseName;
}

/** What answers this command: generic_nack where it has no response of its own, or none that anybody knows. */
export function responseTo(command: CommandName | null): ResponseName {
  return (command !== null && RESPONSES.get(command)) || 'generic_nack';
}

/** Whether `response` may answer `request`: its own response or generic_nack (SMPP 3.4 §4.3.1). */
export function answers(response: CommandName, request: CommandName): boolean {
  return response === 'generic_nack' || response === RESPONSES.get(request);
}

/** What stands in a field of a response that nobody filled in. */
const EMPTY: Partial<Record<FieldKind, unknown>> = { uint8: 0, cstring: '', time: '', unsuccess: Object.freeze([]) };

const EMPTY_BODIES: ReadonlyMap<CommandName, Body<CommandName>> = new Map(
  NAMES.filter((name) => COMMANDS[name].kind === 'response').map((name) => [name, fillEmpty(COMMANDS[name].fields)]),
);

function fillEmpty(fields: readonly Field[]): Body<CommandName> {
  return Object.freeze(Object.fromEntries(fields.map(({ name, kind }) => [name, EMPTY[kind]]))) as Body<CommandName>;
}

/** The body of a response that says nothing. */
export function emptyBody(response: ResponseName): Body<CommandName> {
  return EMPTY_BODIES.get(response) as Body<CommandName>;
}

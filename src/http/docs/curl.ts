/** A call as a command line that can be pasted into a POSIX shell. */
import type { Operation } from '../openapi.ts';

/** Stands for where the page came from; the page's script puts the real address there. */
const ORIGIN = 'http://127.0.0.1:8080';

/** The command, with the examples of the path's parameters and of the body. */
export function curl(method: string, path: string, operation: Operation): string {
  const content = operation.requestBody?.content['application/json'];
  const verb = method === 'GET' || content !== undefined ? '' : ` -X ${method}`;
  const put = method === 'PUT' ? ' -X PUT' : '';
  const stream = 'text/event-stream' in (operation.responses['200']?.content ?? {}) ? ' -N' : '';
  const line = `curl -sS${verb}${put}${stream} ${quoted(ORIGIN + filled(path, operation))}`;
  if (content === undefined) return line;
  return `${line} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(JSON.stringify(content.example))}`;
}

function filled(path: string, { parameters }: Operation): string {
  return path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    return encodeURIComponent(String(parameter?.example ?? name));
  });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

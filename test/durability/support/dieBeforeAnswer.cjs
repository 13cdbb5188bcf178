/**
 * Loaded into a gateway before it starts (node --require): the process dies of SIGKILL when its answer number
 * DIE_BEFORE_ANSWER to a write is about to leave. What that answer acknowledges is done, and nobody is told.
 */
const { ServerResponse } = require('node:http');

const { writeHead } = ServerResponse.prototype;
let left = Number(process.env.DIE_BEFORE_ANSWER);

ServerResponse.prototype.writeHead = function (...args) {
  if (this.req.method !== 'GET') left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  return writeHead.apply(this, args);
};

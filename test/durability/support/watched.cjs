/**
 * Loaded into a gateway before it starts (node --expose-gc --require): tells its parent, whenever it asks, how much memory is in
 * use after a collection, in octets, and how often something was thrown that nobody caught.
 */
let uncaught = 0;
process.on('uncaughtExceptionMonitor', () => {
  uncaught += 1;
});

process.on('message', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.send({ memory: heapUsed + external, uncaught });
});
process.channel.unref();

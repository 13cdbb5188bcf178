#!/usr/bin/env node
import { existsSync } from 'node:fs';

const OLDEST_NODE = [20, 12];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(`starhash needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`);
  process.exit(1);
}
const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('starhash is not built yet: run npm ci, or npm run build.');
  process.exit(1);
}
await import(main.href);

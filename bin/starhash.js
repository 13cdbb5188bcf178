#!/usr/bin/env node
import { existsSync } from 'node:fs';

const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`starhash needs Node ${OLDEST_NODE} or newer; this is ${process.version}.`);
  process.exit(1);
}
const main = new URL('../dist/main.js', import.meta.url);
if (!existsSync(main)) {
  console.error('starhash is not built yet: run npm ci, or npm run build.');
  process.exit(1);
}
await import(main.href);

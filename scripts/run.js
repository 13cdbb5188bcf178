#!/usr/bin/env node
// Runs a TypeScript script on any Node ≥ 20 (which cannot strip types itself): node scripts/run.js scripts/measure.ts
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error('Usage: node scripts/run.js SCRIPT.ts [ARGUMENTS]');
  process.exit(2);
}
const { module } = await runnerImport(resolve(script));
await module.main(args);

// What pnpm until 11 fetches with. Its program is one bundle that runs a command and exports nothing, so a copy without
// its last lines is loaded: a process for each request would take most of a second. argv[2] is the package.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { serve } = require('./lines');
const folder = path.join(import.meta.dirname, 'node_modules', process.argv[2], 'dist');
const CONFIG = /(var \w+) = __(?:commonJS|esm)\(\{\s+"..\/config\/(?:config|reader)\/lib\/index.js"/;
const FETCH = /(var \w+) = __(?:commonJS|esm)\(\{\s+"..\/network\/fetch\/lib\/index.js"/;

function named(bundle, pattern) {
  const found = bundle.match(pattern);
  if (!found) throw new Error(`pnpm's bundle has no ${pattern}`);
  return found[1].slice('var '.length);
}

// The bundle up to what runs a command, and what is to be exported instead.
async function load(file) {
  const bundle = fs.readFileSync(path.join(folder, file), 'utf8');
  const [config, fetch] = [named(bundle, CONFIG), named(bundle, FETCH)];
  const start = bundle.indexOf('process.setMaxListeners(0);\nvar argv = ');
  if (start < 0) throw new Error('pnpm does not start as expected');
  const asModule = file.endsWith('.mjs');
  const exports = asModule
    ? `${config}(); ${fetch}(); export { getConfig, createFetchFromRegistry, clearDispatcherCache };`
    : `module.exports = { ...${config}(), ...${fetch}() };`;
  const copy = path.join(process.env.HOME, `${process.argv[2]}${path.extname(file)}`);
  fs.writeFileSync(copy, bundle.slice(0, start) + exports);
  return asModule ? import(pathToFileURL(copy)) : require(copy);
}

// The error of a socket on which nobody waits any more would end the process.
process.on('uncaughtException', () => {});

const file = fs.existsSync(path.join(folder, 'pnpm.mjs')) ? 'pnpm.mjs' : 'pnpm.cjs';
const { getConfig, createFetchFromRegistry, clearDispatcherCache } = await load(file);
const cliOptions = { 'strict-ssl': false };
const request = { timeout: 5000, retry: { retries: 0 } };

serve(async (url) => {
  clearDispatcherCache?.(); // keeps proxies by host and port
  const answer = await getConfig({ cliOptions, env: process.env, packageManager: { name: 'pnpm', version: '0.0.0' }, rcOptionsTypes: {} });
  const response = await createFetchFromRegistry(answer.config)(url, request);
  await response.text();
  return response.status;
});

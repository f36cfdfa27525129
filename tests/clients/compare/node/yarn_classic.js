'use strict';
// What Yarn 1 asks a registry with. Its program is one bundle that runs a command, so its modules are taken out of it: a
// process for each request would take most of a second, and Yarn tries again for 12 seconds. argv[2] is the package.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { serve } = require('./lines');

const file = path.join(__dirname, 'node_modules', process.argv[2], 'lib', 'cli.js');
const ENTRY = /return (__webpack_require__)\(__webpack_require__\.s = \d+\);/;

// The bundle's own require(), in place of what runs a command.
function load() {
  const bundle = fs.readFileSync(file, 'utf8').replace(/^#!.*/, '');
  if (!ENTRY.test(bundle)) throw new Error('Yarn does not start as expected');
  const loaded = new Module(file);
  loaded.filename = file;
  loaded._compile(bundle.replace(ENTRY, 'return $1;'), file);
  return loaded.exports;
}

// The module of the bundle that makes something of this name.
function exported(required, definition) {
  const found = required.m.findIndex((source) => source && source.toString().includes(definition));
  if (found < 0) throw new Error(`Yarn's bundle has no ${definition}`);
  return required(found).default;
}

// An exception in a callback would end the process. Nobody waits for its request any more.
let fail = () => {};
process.on('uncaughtException', (error) => fail(error));

const required = load();
const Config = exported(required, 'Config.prototype.getOption = ');
const Reporter = exported(required, 'NoopReporter.prototype.lang = ');

let config;
let readFrom; // the environment of config, as text

async function configOf(environment) {
  const text = JSON.stringify(environment);
  if (text !== readFrom) {
    config = new Config(new Reporter());
    await config.init({ cwd: environment.HOME });
    // setOptions() would forget the proxy for https.
    Object.assign(config.requestManager, { max: Infinity, maxRetryAttempts: 1, strictSSL: false, timeout: 5000 });
    readFrom = text;
  }
  return config;
}

async function ask(url) {
  const { requestManager } = await configOf(process.env);
  requestManager.clearCache();
  const pool = {};
  try {
    await requestManager.request({ url, pool });
  } finally {
    for (const agent of Object.values(pool)) agent.destroy?.();
  }
  return '';
}

serve((url) => new Promise((resolve, reject) => {
  fail = reject;
  ask(url).then(resolve, reject);
}));

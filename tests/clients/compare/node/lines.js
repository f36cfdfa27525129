'use strict';
// Reads one URL for each line, calls `attempt` for it, and answers with a line "answered MESSAGE" or "failed MESSAGE". A
// line with a JSON object sets the environment for the next lines.
const fs = require('node:fs');
const readline = require('node:readline');

async function said(attempt, url) {
  try {
    return `answered ${await attempt(url)}`;
  } catch (error) {
    return `failed ${error.name}: ${error.message} ${error.cause ? error.cause.message : ''}`;
  }
}

function become(environment) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
}

exports.serve = async function serve(attempt) {
  for await (const url of readline.createInterface({ input: process.stdin })) {
    if (url.startsWith('{')) {
      become(JSON.parse(url));
      continue;
    }
    const line = await said(attempt, url);
    fs.writeSync(1, `${line.replace(/[\r\n]/g, ' ')}\n`);
  }
};

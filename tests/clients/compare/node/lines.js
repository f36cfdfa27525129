'use strict';
// Reads a URL a line, lets `attempt` try it, and answers "answered MESSAGE" or "failed MESSAGE" a line.
const fs = require('node:fs');
const readline = require('node:readline');

async function said(attempt, url) {
  try {
    return `answered ${await attempt(url)}`;
  } catch (error) {
    return `failed ${error.name}: ${error.message} ${error.cause ? error.cause.message : ''}`;
  }
}

exports.serve = async function serve(attempt) {
  for await (const url of readline.createInterface({ input: process.stdin })) {
    const line = await said(attempt, url);
    fs.writeSync(1, `${line.replace(/[\r\n]/g, ' ')}\n`);
  }
};

'use strict';
// node:http and node:https under the agent of VS Code, with its default settings, as in a server without a desktop.
const agent = require('@vscode/proxy-agent');
const { serve } = require('./lines');

const originals = { 'http:': { ...require('node:http') }, 'https:': { ...require('node:https') } };
const silent = () => {};
const no = () => false;

function patched(protocol) {
  const params = {
    env: process.env,
    log: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
    getLogLevel: () => agent.LogLevel.Off,
    getProxyURL: () => undefined,
    getProxySupport: () => 'override',
    isUseHostProxyEnabled: no,
    isAdditionalFetchSupportEnabled: no,
    addCertificatesV1: no,
    addCertificatesV2: no,
    loadSystemCertificatesFromNode: no,
    proxyResolveTelemetry: silent,
  };
  const { resolveProxyWithRequest } = agent.createProxyResolver(params);
  return agent.createHttpPatch(params, originals[protocol], resolveProxyWithRequest);
}

process.on('uncaughtException', silent);

serve(
  (url) =>
    new Promise((resolve, reject) => {
      const options = { rejectUnauthorized: false, timeout: 5000 };
      const request = patched(new URL(url).protocol).get(url, options, (answer) => {
        answer.resume();
        answer.on('close', () => resolve(answer.statusCode));
      });
      request.on('timeout', () => request.destroy(new Error('timeout')));
      request.on('error', reject);
    }),
);

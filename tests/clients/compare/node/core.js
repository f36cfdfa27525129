'use strict';
// node:http and node:https with their global agents.
const { serve } = require('./lines');
const modules = { 'http:': require('node:http'), 'https:': require('node:https') };

serve(
  (url) =>
    new Promise((resolve, reject) => {
      const options = { rejectUnauthorized: false, timeout: 5000 };
      const request = modules[new URL(url).protocol].get(url, options, (answer) => {
        answer.resume();
        answer.on('close', () => resolve(answer.statusCode));
      });
      request.on('timeout', () => request.destroy(new Error('timeout')));
      request.on('error', reject);
    }),
);

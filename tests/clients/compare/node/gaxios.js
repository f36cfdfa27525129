'use strict';
// gaxios. argv[2] is the package: several versions are installed.
const { serve } = require('./lines');
const { request } = require(process.argv[2]);

// The error of a socket on which nobody waits any more would end the process.
process.on('uncaughtException', () => {});

const options = { timeout: 5000, validateStatus: () => true, retry: false };

serve(async (url) => (await request({ ...options, url })).status);

'use strict';
// undici's EnvHttpProxyAgent, a new one for each URL. argv[2] is the package: several versions are installed.
const { serve } = require('./lines');
const { EnvHttpProxyAgent, request } = require(process.argv[2]);

serve(async (url) => {
  const agent = new EnvHttpProxyAgent();
  try {
    const { statusCode } = await request(url, { dispatcher: agent, headersTimeout: 5000 });
    return statusCode;
  } finally {
    await agent.destroy();
  }
});

'use strict';
// The request handler of the AWS SDK v3, as its clients make it. argv[2] is the package: several versions are installed.
const { NodeHttpHandler } = require(process.argv[2]);
const { serve } = require('./lines');

const timeouts = { connectionTimeout: 5000, requestTimeout: 5000 };

serve(async (url) => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const request = { protocol, hostname: host, port: port ? Number(port) : undefined, method: 'GET', path: '/', headers: {}, query: {} };
  const { response } = await new NodeHttpHandler(timeouts).handle(request);
  response.body.resume();
  return response.statusCode;
});

'use strict';
// @grpc/grpc-js: one call on a new channel, for grpc://HOST:PORT and grpcs://HOST:PORT. argv[2] is the package.
const { serve } = require('./lines');
const grpc = require(process.argv[2]);

const CALL_MILLISECONDS = 5000;
// Later connections of a channel, after a failure, would be counted for the next URL.
const CHANNEL_OPTIONS = { 'grpc.initial_reconnect_backoff_ms': 3600000, 'grpc.max_reconnect_backoff_ms': 3600000 };

function call(client) {
  const same = (bytes) => bytes;
  const options = { deadline: Date.now() + CALL_MILLISECONDS };
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest('/a.B/C', same, same, Buffer.alloc(0), options, (error) => (error ? reject(error) : resolve('')));
  });
}

serve(async (url) => {
  const [, scheme, address] = url.match(/^(grpcs?):\/\/([^/]*)/);
  const credentials = scheme === 'grpcs' ? grpc.credentials.createSsl() : grpc.credentials.createInsecure();
  const client = new grpc.Client(address, credentials, CHANNEL_OPTIONS);
  try {
    return await call(client);
  } finally {
    client.close();
  }
});

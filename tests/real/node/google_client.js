// Asks the model one question with Google's own client library and prints its answer.
//
// usage: node google_client.js HOST:PORT CA_FILE SECONDS
//
// Promises what ../grpc_client.py promises: takes nothing from the environment by itself, one line on standard output,
// exit 0 with the answer, 3 with "STATUS: details" when the call failed. The library runs as an application would run
// it, its own retries included; only the address, the root certificate and the absent credentials are ours.
'use strict';

const fs = require('node:fs');
const { v1beta } = require('@google-ai/generativelanguage');
const { googleAuthLibrary, grpc } = require('google-gax');

const MODEL = 'models/gemini-pro';
const PROMPT = 'Are you there?';
const CALL_FAILED = 3;

/** A client without credentials: with none given the library would look for a metadata server. */
function connect(target, caFile) {
  const [apiEndpoint, port] = target.split(':');
  return new v1beta.GenerativeServiceClient({
    apiEndpoint,
    port: Number(port),
    sslCreds: grpc.credentials.createSsl(fs.readFileSync(caFile)),
    authClient: new googleAuthLibrary.PassThroughClient(),
  });
}

async function main() {
  const [target, caFile, seconds] = process.argv.slice(2);
  const client = connect(target, caFile);
  const request = { model: MODEL, contents: [{ parts: [{ text: PROMPT }] }] };
  try {
    const [response] = await client.generateContent(request, { timeout: 1000 * Number(seconds) });
    console.log(response.candidates[0].content.parts[0].text);
  } catch (error) {
    if (!(error instanceof Error) || !(error.code in grpc.status)) throw error;
    console.log(`${grpc.status[error.code]}: ${error.details ?? error.message}`);
    process.exitCode = CALL_FAILED;
  } finally {
    await client.close();
  }
}

main();

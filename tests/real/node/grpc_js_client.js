// Asks the model one question with @grpc/grpc-js and prints its answer.
//
// usage: node grpc_js_client.js HOST:PORT CA_FILE SECONDS
//
// Promises what ../grpc_client.py promises: takes nothing from the environment by itself, one line on standard output,
// exit 0 with the answer, 3 with "STATUS: details" when the call failed. The protobuf bytes are made and read by hand
// (every length here is below 128, so a length is one byte).
'use strict';

const fs = require('node:fs');
const grpc = require('@grpc/grpc-js');

const METHOD = '/google.ai.generativelanguage.v1beta.GenerativeService/GenerateContent';
const MODEL = 'models/gemini-pro';
const PROMPT = 'Are you there?';
const CALL_FAILED = 3;

// Field numbers on the way to a text: request.contents.parts.text and response.candidates.content.parts.text.
const REQUEST_MODEL = [1];
const REQUEST_TEXT = [2, 1, 2];
const RESPONSE_TEXT = [1, 1, 1, 2];

/** A message that holds only this text, nested below the field numbers of path. */
function wrap(text, path) {
  return path.reduceRight(
    (message, field) => Buffer.concat([Buffer.from([(field << 3) | 2, message.length]), message]),
    Buffer.from(text),
  );
}

/** The text below the field numbers of path, where each message holds nothing else. */
function unwrap(message, path) {
  for (const field of path) {
    if (message[0] !== ((field << 3) | 2) || message[1] !== message.length - 2) {
      throw new Error(`not a lone field ${field}: ${message.toString('hex')}`);
    }
    message = message.subarray(2);
  }
  return message.toString();
}

function main() {
  const [target, caFile, seconds] = process.argv.slice(2);
  const client = new grpc.Client(target, grpc.credentials.createSsl(fs.readFileSync(caFile)));
  const request = Buffer.concat([wrap(MODEL, REQUEST_MODEL), wrap(PROMPT, REQUEST_TEXT)]);
  const asIs = (bytes) => bytes;
  const deadline = Date.now() + 1000 * Number(seconds);
  client.makeUnaryRequest(METHOD, asIs, asIs, request, { deadline }, (error, response) => {
    client.close();
    if (error) {
      console.log(`${grpc.status[error.code]}: ${error.details}`);
      process.exitCode = CALL_FAILED;
    } else {
      console.log(unwrap(response, RESPONSE_TEXT));
    }
  });
}

main();

'use strict';
// Node.js's own fetch.
const { serve } = require('./lines');

serve(async (url) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' });
  await answer.arrayBuffer();
  return answer.status;
});

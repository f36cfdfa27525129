'use strict';
// axios with its http adapter. argv[2] is the package: several versions are installed.
const { serve } = require('./lines');
const axios = require(process.argv[2]);

const options = { timeout: 5000, validateStatus: () => true };

serve(async (url) => (await axios.get(url, options)).status);

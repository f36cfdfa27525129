'use strict';
// A plugin of Yarn from 2 on, whose command asks for URLs as Yarn asks for packages.
const { serve } = require('./lines');

exports.name = 'plugin-serve-urls';
exports.factory = (require) => {
  const { Configuration, httpUtils } = require('@yarnpkg/core');
  const { npath } = require('@yarnpkg/fslib');
  const { Command } = require('clipanion');
  const folder = npath.toPortablePath(process.cwd());

  class ServeUrls extends Command {
    static paths = [['serve-urls']];

    async execute() {
      await serve(async (url) => {
        const configuration = await Configuration.find(folder, null, { strict: false });
        await httpUtils.request(url, null, { configuration }); // get() keeps what it was answered
        return '';
      });
    }
  }
  return { commands: [ServeUrls] };
};

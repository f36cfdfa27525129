// fetch of Bun and Deno, which read modules of this kind alone without more files.
import { createRequire } from 'node:module';

createRequire(import.meta.url)('./fetch.js');

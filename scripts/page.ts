/*
 * Bundles the page of reports (the folder page) into resources/page: its script, with the interpreter of rulesets from src in it, and its
 * style. The same sources always give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..');

/** The interpreter's few modules of Node.js, for a browser. */
const SHIMS = ['buffer', 'crypto', 'fs', 'path'].map(name => [`node:${name}`, join(ROOT, 'page', 'shims', `${name}.ts`)]);

/** @param folder where the files are written */
export function buildPage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { outputFiles } = buildSync({
    write: false,
    absWorkingDir: ROOT,
    entryPoints: { page: 'page/main.tsx' },
    outdir: folder,
    bundle: true,
    minify: true,
    charset: 'ascii',
    format: 'iife',
    platform: 'browser',
    // Firefox 128, Safari 17.4 and Chromium 120 and later.
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    alias: Object.fromEntries(SHIMS),
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'inline',
    logLevel: 'warning',
  });
  // Within HTML, `<!--` can hide the end of a script. In strings and regular expressions, which are the only places that have it, both spellings are the same.
  for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith('.js') ? text.replaceAll('<!--', '\\x3c!--') : text);
}

if (require.main === module) buildPage(join(ROOT, 'resources', 'page'));

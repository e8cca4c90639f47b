import { existsSync } from 'node:fs';
import { Browser, BrowserContextOptions, chromium, Page } from 'playwright-core';

/** Where systems put the browser. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Chromium; undefined where there is none. Then its tests are reported as skipped; with REQUIRE_BROWSER_TESTS set that is an error instead. */
export function chromiumPath(): string | undefined {
  const path = [process.env.CHROMIUM ?? '', ...PATHS].find(candidate => candidate !== '' && existsSync(candidate));
  if (path === undefined && process.env.REQUIRE_BROWSER_TESTS) throw new Error('REQUIRE_BROWSER_TESTS is set, but no Chromium is installed');
  return path;
}

export async function startBrowser(): Promise<Browser> {
  // As root, as in containers, it has no sandbox.
  return chromium.launch({ executablePath: chromiumPath(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A page that reaches no network, and what went wrong or was asked for in it. */
export interface OpenedPage {
  readonly page: Page;
  readonly problems: readonly string[];
}

/** Opens a file, with the network cut. */
export async function openFile(browser: Browser, file: string, hash = '', options: BrowserContextOptions = {}): Promise<OpenedPage> {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', message => { if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text()); });
  page.on('pageerror', error => problems.push(error.message));
  page.on('dialog', dialog => { problems.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('request', request => { if (request.url() !== `file://${file}`) problems.push(`request: ${request.url()}`); });
  await page.goto(`file://${file}${hash}`);
  await page.waitForSelector('h1');
  return { page, problems };
}

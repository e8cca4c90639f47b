/// <reference lib="dom" />
/*
 * Takes the pictures of docs/reports.md: pages of the example cluster in Chromium, in light and dark. To be looked at whenever the page changes:
 * npx projen screenshots
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFile, startBrowser } from '../test/support/browser';

const ROOT = join(__dirname, '..');

/** The name of a picture, and where in the page it is taken. */
const PICTURES = [
  ['report-findings', '#findings', 'light'],
  ['report-services', '#behavior?consequence=breaks', 'light'],
  ['report-ask', '#ask?node=worker-1&from=pod:shop/cart-0&to=svc:shop/frontend:http', 'dark'],
  ['report-runbook', '#runbook', 'dark'],
] as const;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
  const browser = await startBrowser();
  try {
    const { status, stderr } = spawnSync(process.execPath, [
      'bin/cdk8s-nftables.js', 'migrate', 'examples/cluster', '--target-version', '1.36', '--out', join(folder, 'migration'), '--quiet',
    ], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    for (const [name, hash, colorScheme] of PICTURES) {
      const { page } = await openFile(browser, join(folder, 'migration', 'report.html'), hash, { colorScheme, viewport: { width: 1200, height: 720 } });
      await page.waitForSelector('main section > :nth-child(2)');
      if (name === 'report-services') {
        await page.click('.rows .row');
        await page.waitForSelector('figure.picture');
        await page.locator('.detail').scrollIntoViewIfNeeded();
      }
      if (name === 'report-runbook') await page.evaluate(() => document.querySelector('.step')!.scrollIntoView());
      await page.waitForFunction(() => document.querySelector('.busy') === null);
      await page.screenshot({ path: join(ROOT, 'docs', 'images', `${name}.png`) });
      await page.context().close();
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

void main();

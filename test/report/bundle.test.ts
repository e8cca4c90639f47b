import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage } from '../../scripts/page';
import { htmlPage } from '../../src/report/html';

const RESOURCES = join(__dirname, '..', '..', 'resources', 'page');
const FILES = ['page.js', 'page.css'];

describe('the bundle of the page', () => {
  test('is the same whenever it is made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk8s-nftables-'));
    try {
      buildPage(folder);
      for (const file of FILES) expect(readFileSync(join(folder, file)).equals(readFileSync(join(RESOURCES, file)))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('is below 2 MB, and cannot end the element that it is in', () => {
    const texts = FILES.map(file => readFileSync(join(RESOURCES, file), 'utf8'));
    expect(texts.join('').length).toBeLessThan(2_000_000);
    for (const text of texts) expect(text).not.toMatch(/<\/script|<\/style|<!--/i);
  });
});

describe('a page', () => {
  const page = (data: string) => htmlPage({ title: '</title><script>alert(1)</script>', lead: [], madeBy: 'a test', parts: [{ id: 'findings', kind: 'findings', title: 'Findings', data }] });

  test.each(['</script><img src=x onerror=alert(1)>', '<!--<script>', `${'<script>'.repeat(5_000)}`])('holds data as data: %.20s', data => {
    const html = page(JSON.stringify(data));
    expect(html.match(/<script/g)).toHaveLength(3);
    expect(html.match(/<\/script/g)).toHaveLength(3);
    expect(html).not.toContain('<!--');
    expect(html).not.toContain('<img');
  });

  test('runs its own script and style alone, and reaches nothing', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page('{}'))!;
    expect(policy.replace(/'sha256-[A-Za-z0-9+/]{43}='/g, 'HASH')).toBe("default-src 'none'; script-src HASH; style-src HASH; img-src data:; base-uri 'none'; form-action 'none'");
  });

  test('is the same for the same data', () => {
    const data = JSON.stringify('x'.repeat(100_000));
    expect(page(data)).toBe(page(data));
  });
});

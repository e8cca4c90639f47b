import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './markdown';
import { apiPages } from '../../scripts/api-pages';

const ASSEMBLY = {
  name: 'lib',
  types: {
    'lib.Ruleset': { name: 'Ruleset', docs: { summary: 'A ruleset.' }, locationInModule: { filename: 'src/dataplane/ruleset.ts' } },
    'lib.Explanation': { name: 'Explanation', locationInModule: { filename: 'src/dataplane/explain/explanation.ts' } },
    'lib.routes.Route': { name: 'Route', namespace: 'routes', locationInModule: { filename: 'src/constructs/routes/route.ts' } },
  },
};

const section = (type: string, text = '') => `### ${type.split('.').at(-1)} <a name="${type.split('.').at(-1)}" id="${type}"></a>\n\n${text}\n\n`;
const CLASSES = '## Classes <a name="Classes" id="Classes"></a>\n\n';

test('each subject and each namespace has a page, and links lead to the pages of their types', () => {
  const pages = apiPages(ASSEMBLY, [
    `# API\n\n${CLASSES}${section('lib.Ruleset', '<a href="#lib.Explanation.toText">toText</a>, <a href="#lib.Ruleset.rules">rules</a>')}${section('lib.Explanation')}`,
    `# API\n\n${CLASSES}${section('lib.routes.Route', '<a href="#lib.Ruleset">Ruleset</a>')}`,
  ]);
  expect(Object.fromEntries(pages.map(({ path, text }) => [path, text]))).toEqual({
    'API.md': [
      '# API reference', '', 'Every type of the library, by subject. The [README](README.md) lists the pages that explain how to use them.', '',
      '## [Explaining packets](docs/api/explain.md)', '', '- [Explanation](docs/api/explain.md#lib.Explanation)', '',
      '## [Namespace routes](docs/api/routes.md)', '', '- [Route](docs/api/routes.md#lib.routes.Route)', '',
      '## [Rulesets](docs/api/ruleset.md)', '', '- [Ruleset](docs/api/ruleset.md#lib.Ruleset): A ruleset.', '',
    ].join('\n'),
    'docs/api/explain.md': '# Explaining packets\n\n[All types](../../API.md)\n\n## Classes\n\n### Explanation <a name="Explanation" id="lib.Explanation"></a>\n',
    'docs/api/routes.md': '# Namespace routes\n\n[All types](../../API.md)\n\n## Classes\n\n### Route <a name="Route" id="lib.routes.Route"></a>\n\n'
      + '<a href="ruleset.md#lib.Ruleset">Ruleset</a>\n',
    'docs/api/ruleset.md': '# Rulesets\n\n[All types](../../API.md)\n\n## Classes\n\n### Ruleset <a name="Ruleset" id="lib.Ruleset"></a>\n\n'
      + '<a href="explain.md#lib.Explanation.toText">toText</a>, <a href="#lib.Ruleset.rules">rules</a>\n',
  });
});

test('a type that the generator left out, and one of a folder without a page, are errors', () => {
  expect(() => apiPages(ASSEMBLY, [CLASSES + section('lib.Ruleset')])).toThrow('the generator wrote nothing about lib.Explanation, lib.routes.Route');
  const elsewhere = { name: 'lib', types: { 'lib.X': { name: 'X', locationInModule: { filename: 'src/elsewhere/x.ts' } } } };
  expect(() => apiPages(elsewhere, [])).toThrow('src/elsewhere/x.ts: no page of the API reference is named for it');
});

const FOLDER = join(ROOT, 'docs', 'api');
const written = readdirSync(FOLDER);

test('the index links each type of the library to its section', () => {
  const { types } = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8')) as { types: object };
  const links = [...readFileSync(join(ROOT, 'API.md'), 'utf8').matchAll(/^- \[\w+\]\(docs\/api\/([\w.-]+)#([\w.-]+)\)/gm)];
  expect(links.map(([,, type]) => type).sort()).toEqual(Object.keys(types).sort());
  const unresolved = links.filter(([, page, type]) => !readFileSync(join(FOLDER, page), 'utf8').includes(`id="${type}"></a>`));
  expect(unresolved).toEqual([]);
});

test.each(written)('%s is small enough for code hosts to show it, and its links resolve', page => {
  expect(statSync(join(FOLDER, page)).size).toBeLessThan(300_000);
  const texts = new Map(written.map(name => [name, readFileSync(join(FOLDER, name), 'utf8')]));
  const dead = [...texts.get(page)!.matchAll(/href="([\w-]+\.md)?#([^"]+)"/g)]
    .filter(([, other, id]) => !texts.get(other ?? page)?.includes(`id="${id}"`))
    .map(([link]) => link);
  expect(dead).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Distribution, NodeSign } from '../../src/programs/distributions/distribution';
import { KNOWN_DISTRIBUTIONS } from '../../src/programs/distributions/recognize';

const signText = (signs: readonly NodeSign[]) => signs.map(({ on }) => on).join(' with ');
const cell = (text: string) => text.replaceAll('|', '\\|');

function row({ id, name, signs, evidence = [], place, byDefault, since }: Distribution): string {
  const nodes = [...new Set(signs.map(signText))].join(', ');
  const recognized = [...nodes === '' ? [] : [`Node: ${nodes}`], ...evidence.map(({ description, certainty }) => certainty === 'likely' ? `${description} (likely)` : description)];
  return `| ${[`${name} (\`${id}\`)`, recognized.join('; '), place, byDefault, since ?? ''].map(cell).join(' | ')} |`;
}

const page = readFileSync(join(__dirname, '../../docs/distributions.md'), 'utf8');
const section = (title: string): string => page.split(/^## /m).find(text => text.startsWith(title))!;

test('docs/distributions.md has a row for each distribution, as its folder says', () => {
  const rows = section('What is recognized').split('\n').filter(line => line.startsWith('| ')).slice(1);
  expect(rows).toEqual(KNOWN_DISTRIBUTIONS.map(row));
});

const code = (fields: readonly string[]) => fields.map(field => `\`${field}\``).join(', ');

function passageRow({ name, way }: Distribution): string {
  const { form, fields, later = [] } = way!.passage;
  const all = [...fields.length > 0 ? [code(fields)] : [], ...later.map(group => `${code(group.fields)} from ${group.since} on`)];
  return `| ${[name, form, all.length > 0 ? all.join('; ') : form === 'nothing' ? '' : 'the mode alone'].map(cell).join(' | ')} |`;
}

test('docs/distributions.md has which settings go through, as the way of each says', () => {
  const rows = section('Which settings go through').split('\n').filter(line => line.startsWith('| ')).slice(1);
  expect(rows).toEqual(KNOWN_DISTRIBUTIONS.map(passageRow));
});

test('the page says of each what migrate writes', () => {
  const written = section('What migrate writes');
  expect(KNOWN_DISTRIBUTIONS.map(({ name, title = name }) => title).filter(title => !written.includes(title))).toEqual([]);
});

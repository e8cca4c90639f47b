import { readObjects } from '../../src/input/read-objects';
import { parseYamlDocument } from '../../src/input/yaml';

const SERVICE = 'apiVersion: v1\nkind: Service\n';

test.each([
  [`${SERVICE}metadata: {name: a}\nspec:\n  clusterIP: {{ .Values.x }}\n`, 5, '{{ .Values.x }}'],
  [`${SERVICE}metadata:\n  name: {{ .Release.Name }}-x\n`, 4, '{{ .Release.Name }}'],
  [`{{- if .Values.x }}\n${SERVICE}metadata: {name: a}\n{{- end }}\n`, 1, '{{- if .Values.x }}'],
  [`${SERVICE}metadata: {name: a}\nspec:\n  selector:\n    {{- include "a.labels" . | nindent 4 }}\n`, 6, '{{- include "a.labels" . | nindent 4 }}'],
  [`${SERVICE}metadata: {name: a}\nspec: {ports: [{port: {{ $port }} }]}\n`, 4, '{{ $port }}'],
  ['apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n- apiVersion: v1\n  kind: Service\n  metadata:\n    name: {{ .x }}\n', 10, '{{ .x }}'],
])('%j is a template', (text, line, template) => {
  expect(() => [...readObjects(Buffer.from(text), 'chart.yaml')]).toThrow(
    new RegExp(`^chart.yaml, line ${line}, column \\d+: ${template.replace(/[{}$.|()]/g, '\\$&')} is a template that is not rendered yet; render it first, for example with helm template$`));
});

test('templates in texts are texts', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: "{{ .Values.x }}"\n  b: |\n    {{- range .x }}\n';
  expect([...readObjects(Buffer.from(text), 'a.yaml')].map(({ object }) => object.data)).toEqual([{ a: '{{ .Values.x }}', b: '{{- range .x }}\n' }]);
});

test('another error beside a template is that error', () => {
  expect(() => parseYamlDocument('a: "{{ .x }}"\nb: [1', 'a.yaml')).toThrow(/unexpected end of the stream within a flow collection/);
});

test('a mapping as a key is an error', () => {
  expect(() => parseYamlDocument('a: {{b: c}: d}', 'a.yaml')).toThrow(/^a.yaml, line 1, column \d+: a key is a mapping; expected a text/);
});

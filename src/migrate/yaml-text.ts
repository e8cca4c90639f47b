import { dump } from 'js-yaml';

/** Objects as YAML documents for kubectl: fields in their order, long texts unbroken. */
export function yamlText(...objects: readonly unknown[]): string {
  return objects.map(object => dump(object, { lineWidth: -1, noRefs: true })).join('---\n');
}

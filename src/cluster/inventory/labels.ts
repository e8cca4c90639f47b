import { FieldReader, PlainObject } from '../../base/objects/fields';

export type Labels = Readonly<Record<string, string>>;

/** The labels or annotations of an object; the API server takes nothing but texts there. */
export function readLabels(metadata: PlainObject, field: 'labels' | 'annotations', reader: FieldReader): Labels {
  const labels = reader.map(metadata[field], `metadata.${field}`);
  for (const [name, value] of Object.entries(labels)) reader.text(value, `metadata.${field}[${name}]`);
  return labels as Labels;
}

import { ApiObjectMetadata } from 'cdk8s';
import { quoted } from '../../base/errors';
import { isPlainObject } from '../../base/objects/fields';
import { labelNameProblem, labelValueProblem, qualifiedNameProblem, subdomainNameProblem, TextProblem } from '../../base/objects/names';
import { Problem } from '../../base/schema/problem';

/** All annotations of an object together (upstream `TotalAnnotationSizeLimitB`). */
const MOST_ANNOTATION_BYTES = 256 * 1024;

/** What the API server would refuse in metadata that a user gives (upstream `ValidateObjectMeta`). */
export function metadataProblems(metadata: ApiObjectMetadata | undefined, field = 'metadata'): Problem[] {
  if (metadata === undefined) return [];
  return [
    ...textProblems(metadata.name, `${field}.name`, subdomainNameProblem),
    ...textProblems(metadata.namespace, `${field}.namespace`, labelNameProblem),
    ...labelProblems(metadata.labels, `${field}.labels`),
    ...mapProblems(metadata.annotations, `${field}.annotations`, key => qualifiedNameProblem(key.toLowerCase()) && qualifiedNameProblem(key), () => undefined),
    ...annotationSizeProblems(metadata.annotations, `${field}.annotations`),
    ...(metadata.finalizers ?? []).flatMap((finalizer, i) => textProblems(finalizer, `${field}.finalizers[${i}]`, qualifiedNameProblem)),
  ];
}

/** Labels, and selectors that match them. */
export function labelProblems(labels: unknown, field: string): Problem[] {
  return mapProblems(labels, field, qualifiedNameProblem, labelValueProblem);
}

/** A text that a user may give. */
export function textProblems(text: unknown, field: string, problem: TextProblem): Problem[] {
  // A value that cdk8s resolves at synthesis is an object until then.
  if (text === undefined || (typeof text === 'object' && text !== null)) return [];
  const message = typeof text === 'string' ? problem(text) : `${quoted(text)} is not a text`;
  return message === undefined ? [] : [{ field, message }];
}

/** A map from texts to texts. */
export function mapProblems(map: unknown, field: string, keyProblem: TextProblem, valueProblem: TextProblem): Problem[] {
  if (!isPlainObject(map)) return [];
  return Object.entries(map).flatMap(([key, value]) => {
    const at = `${field}[${quoted(key)}]`;
    return [...textProblems(key, at, keyProblem), ...textProblems(value, at, valueProblem)];
  });
}

function annotationSizeProblems(annotations: ApiObjectMetadata['annotations'], field: string): Problem[] {
  const bytes = Object.entries(annotations ?? {}).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)), 0);
  return bytes <= MOST_ANNOTATION_BYTES ? [] : [{ field, message: `have ${bytes} bytes; expected at most ${MOST_ANNOTATION_BYTES}` }];
}

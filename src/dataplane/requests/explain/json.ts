import { ExplainedRequest } from './way';
import { toJson } from '../../../base/plain';

/** The explanation for programs. A change that breaks readers raises the version. */
export function requestJson({ request, port, ways, others, notes }: ExplainedRequest): string {
  const { headers, ...line } = request;
  return toJson({
    version: 1,
    request: { ...line, port, headers: Object.fromEntries(headers) },
    ways: ways.map(({ through, answer, steps, backends, notes: ownNotes }) => ({
      through,
      answer,
      steps: steps.map(({ source, ...step }) => ({ ...step, source: source?.toString() })),
      backends,
      notes: ownNotes,
    })),
    others,
    notes,
  });
}

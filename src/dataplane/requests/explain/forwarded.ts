import { WayStep } from './way';
import { HttpRequest, RequestAnswer } from '../request';

/** What a backend gets, where that is not what was sent. */
export function forwardedSteps(request: HttpRequest, answer: RequestAnswer): WayStep[] {
  if (answer.kind !== 'backends') return [];
  const { path, host, headers, protocol } = answer.forwarded;
  if (path === request.path && host === request.host && headers.length === 0 && protocol === undefined) return [];
  return [{ kind: 'forwarded', text: [`path ${path}`, `host ${host}`, ...headers, ...protocol === undefined ? [] : [`protocol ${protocol}`]].join(', ') }];
}

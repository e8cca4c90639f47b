import { NginxIngress, textOf } from '../../../dataplane/requests/ingress-nginx/model';
import { GatewayApiTarget, isAvailable } from '../../../programs/gateway-api/target';

/** Sessions by cookie, and retries: fields of rules in the experimental channel. */
export function sessionAndRetry(ingress: NginxIngress, target: GatewayApiTarget): Readonly<Record<string, unknown>> {
  const persistence = isAvailable({ experimental: ['1.1'] }, target) ? sessionOf(ingress) : undefined;
  const retry = isAvailable({ experimental: ['1.2'] }, target) ? retryOf(ingress) : undefined;
  return { ...retry && { retry }, ...persistence && { sessionPersistence: persistence } };
}

/** Source: internal/ingress/annotations/sessionaffinity/main.go. */
function sessionOf(ingress: NginxIngress): object | undefined {
  if (textOf(ingress, 'affinity') !== 'cookie') return undefined;
  const seconds = Number(textOf(ingress, 'session-cookie-max-age') ?? textOf(ingress, 'session-cookie-expires') ?? '');
  const sessionName = textOf(ingress, 'session-cookie-name') ?? 'INGRESSCOOKIE';
  return {
    sessionName,
    type: 'Cookie',
    ...seconds > 0 && seconds <= 99999 && { absoluteTimeout: `${seconds}s`, cookieConfig: { lifetimeType: 'Permanent' } },
  };
}

/** Codes are retried where the annotation names them; errors of connections always are. */
function retryOf(ingress: NginxIngress): object | undefined {
  const codes = [...(textOf(ingress, 'proxy-next-upstream') ?? '').matchAll(/http_(\d{3})/g)].map(([, code]) => Number(code));
  const tries = Number(textOf(ingress, 'proxy-next-upstream-tries') ?? '3');
  if (codes.length === 0 || !(tries > 1)) return undefined;
  return { codes: [...new Set(codes)].sort((a, b) => a - b), attempts: tries - 1 };
}

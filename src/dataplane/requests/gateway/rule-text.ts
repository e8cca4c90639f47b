import { listOf } from '../../../base/text/words';

/** What a rule of a route asks for beside its filters, in words: it changes nothing about where a request goes, but how long that may take and how often. */
export function settingTexts({ timeouts, retry, sessionPersistence }: any): string[] {
  return [
    ...timeouts === undefined ? [] : [timeoutText(timeouts)],
    ...retry === undefined ? [] : [retryText(retry)],
    ...sessionPersistence === undefined ? [] : [sessionText(sessionPersistence)],
  ].filter(text => text !== '');
}

/** 0s switches a timeout off. */
function timeoutText({ request, backendRequest }: any): string {
  const duration = (value: string): string => /^0+(?:h|m|s|ms)$/.test(value) ? 'none' : value;
  return [
    ...request === undefined ? [] : [`timeout of the whole exchange: ${duration(request)}`],
    ...backendRequest === undefined ? [] : [`timeout of each attempt: ${duration(backendRequest)}`],
  ].join(', ');
}

function retryText({ attempts, codes = [], backoff }: any): string {
  return `retries: ${[
    attempts === undefined ? 'as many as the implementation makes' : `up to ${attempts}`,
    ...codes.length === 0 ? ['for what the implementation retries'] : [`for ${listOf(codes.map(String))}`],
    ...backoff === undefined ? [] : [`at least ${backoff} apart`],
  ].join(', ')}`;
}

function sessionText({ type = 'Cookie', sessionName, absoluteTimeout, cookieConfig }: any): string {
  const name = sessionName === undefined ? '' : ` ${sessionName}`;
  const end = absoluteTimeout === undefined ? '' : `, for at most ${absoluteTimeout}`;
  return `sessions by ${type === 'Header' ? 'the header' : `a${cookieConfig?.lifetimeType === 'Permanent' ? ' permanent' : ''} cookie`}${name}${end}: later requests of a client go to the same backend`;
}

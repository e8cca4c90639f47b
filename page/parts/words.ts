/** What sources are called. */
export const SOURCES: Readonly<Record<string, string>> = {
  'pod-on-node': 'pod on the node',
  'pod-elsewhere': 'pod on another node',
  'node': 'the node itself',
  'external': 'outside of the cluster',
  'external-in-range': 'in the source ranges',
  'lan': 'on the nodes\' network',
};

/** What becomes of packets, and how good that is. */
export const VERDICTS: Readonly<Record<string, readonly [text: string, tone: Tone]>> = {
  'delivered': ['delivered', 'good'],
  'rejected': ['rejected', 'bad'],
  'dropped': ['dropped', 'bad'],
  'lost': ['answer lost', 'bad'],
  'host': ['the node answers', 'other'],
  'passed': ['passed on', 'other'],
  'health-check': ['health check', 'other'],
  'mixed': ['mixed', 'mixed'],
};

export const CONSEQUENCES: Readonly<Record<string, readonly [text: string, tone: Tone]>> = {
  'breaks': ['breaks', 'bad'],
  'changes': ['changes', 'mixed'],
  'starts-to-work': ['starts to work', 'good'],
  'harmless': ['harmless', 'other'],
};

export const SEVERITIES: Readonly<Record<string, readonly [text: string, tone: Tone]>> = {
  blocker: ['blocker', 'bad'],
  warning: ['warning', 'mixed'],
  info: ['info', 'other'],
};

/** Shown as a color, and never by a color alone. */
export type Tone = 'good' | 'bad' | 'mixed' | 'other';

/** The words for a value, and for one that is not known, the value. */
export function wordOf(words: Readonly<Record<string, string>>, value: string): string {
  return Object.hasOwn(words, value) ? words[value] : value;
}

export function toneOf(words: Readonly<Record<string, readonly [string, Tone]>>, value: string): readonly [string, Tone] {
  return Object.hasOwn(words, value) ? words[value] : [value, 'other'];
}

/** `192.0.2.1:80`, `[2001:db8::1]:80` */
export function addressAndPort(address: string, port?: number): string {
  if (port === undefined) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** `1 endpoint`, `3 endpoints` */
export function countOf(count: number, word: string): string {
  return `${count.toLocaleString('en-US')} ${word}${count === 1 ? '' : 's'}`;
}

/** What endpoints see of a client. */
export function masqueradeText(endpoints: number, masqueraded: number): string {
  if (endpoints === 0) return '';
  if (masqueraded === 0) return 'client\'s address kept';
  return masqueraded === endpoints ? 'SNAT' : `SNAT for ${masqueraded} of ${endpoints}`;
}

/** A row of traffic before or after, in words. */
export function trafficText({ verdict, endpointCount = 0, masqueradedEndpointCount = 0 }: TrafficSide): string {
  const [word] = toneOf(VERDICTS, verdict);
  return [word, ...endpointCount > 0 ? [countOf(endpointCount, 'endpoint'), masqueradeText(endpointCount, masqueradedEndpointCount)] : []].join(', ');
}

/** What the comparison says of one side. */
export interface TrafficSide {
  readonly verdict: string;
  readonly endpointCount?: number;
  readonly masqueradedEndpointCount?: number;
}

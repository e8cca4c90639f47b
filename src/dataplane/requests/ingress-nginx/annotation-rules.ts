import { quoted } from '../../../base/errors';
import { ANNOTATION_RISKS, AnnotationRisk, nginxAnnotation } from '../../../programs/ingress-nginx/annotations';
import { expectedValue } from '../../../programs/ingress-nginx/values';

/** What the controller takes in annotations: flags and settings say so. */
export interface AnnotationRules {
  /** --enable-annotation-validation */
  readonly validates: boolean;
  /** annotations-risk-level */
  readonly riskLevel: AnnotationRisk;
  /** allow-snippet-annotations */
  readonly allowsSnippets: boolean;
  /** allow-cross-namespace-resources */
  readonly allowsOtherNamespaces: boolean;
}

/** The annotations of an Ingress as the controller takes them. */
export interface CheckedAnnotations {
  /** Those that count, by their names without the prefix. */
  readonly annotations: ReadonlyMap<string, string>;
  /** Those that do not count, and why. */
  readonly ineffective: ReadonlyMap<string, string>;
  /** Why the controller does not take the Ingress at all. */
  readonly refused?: string;
  /** Why the paths of the Ingress answer with 503. */
  readonly denied?: string;
  /** Why all paths of its hosts answer with 403. */
  readonly closesHosts?: string;
  /** What is wrong, each problem as one text. */
  readonly problems: readonly string[];
}

/**
 * What the controller makes of annotations. A wrong value is mostly taken for a missing one; of some annotations it makes the controller
 * leave the whole Ingress out, or answer all of its paths with an error. Source: internal/ingress/annotations/annotations.go (Extract) and
 * the parsers beside it.
 */
export function checkAnnotations(given: ReadonlyMap<string, string>, namespace: string, rules: AnnotationRules): CheckedAnnotations {
  const checker = new AnnotationChecker(given, namespace, rules);
  return checker.check();
}

class AnnotationChecker {
  private readonly annotations = new Map<string, string>();
  private readonly ineffective = new Map<string, string>();
  private readonly problems: string[] = [];
  private refused?: string;
  private denied?: string;
  private closesHosts?: string;

  constructor(private readonly given: ReadonlyMap<string, string>, private readonly namespace: string, private readonly rules: AnnotationRules) {}

  public check(): CheckedAnnotations {
    for (const [name, text] of this.given) this.one(name, normalized(text));
    this.redirects();
    this.appRoot();
    this.authentication();
    this.secrets();
    const { annotations, ineffective, refused, denied, closesHosts, problems } = this;
    return {
      annotations,
      ineffective,
      problems,
      ...refused !== undefined && { refused },
      ...denied !== undefined && { denied },
      ...closesHosts !== undefined && { closesHosts },
    };
  }

  private one(name: string, text: string): void {
    const annotation = nginxAnnotation(name);
    if (!annotation) {
      this.annotations.set(name, text);
      return;
    }
    const { value, ifInvalid, needs, risk = 'low' } = annotation;
    if (ANNOTATION_RISKS.indexOf(risk) > ANNOTATION_RISKS.indexOf(this.rules.riskLevel)) {
      this.refuse(name, `is of the risk ${risk}, and annotations-risk-level allows ${this.rules.riskLevel}`);
    }
    if (name.endsWith('-snippet') && !this.rules.allowsSnippets) {
      this.drop(name, 'allow-snippet-annotations is not set: the controller takes no notice of it');
      return;
    }
    // An empty list of addresses keeps everybody out, and what is empty besides counts as missing.
    const isWrong = text === '' ? value === 'addresses' && ifInvalid === 'denied' : value !== undefined && expectedValue(value, text) !== undefined;
    if (!isWrong || (needs !== undefined && !this.given.has(needs)) || this.isUnread(name)) {
      this.annotations.set(name, text);
      return;
    }
    const what = `${shown(text)} is not valid; expected ${expectedValue(value!, text)!}`;
    if (ifInvalid === 'denied') this.deny(name, what);
    else if (!this.rules.validates && typeof value === 'object') this.annotations.set(name, text);
    else if (ifInvalid === 'ingress' && this.rules.validates) this.refuse(name, what);
    else if (ifInvalid === 'protection') this.drop(name, `${what}. The controller drops ${needs!} with it, and protects nothing; the conversion takes it for missing`);
    else this.drop(name, `${what}. The controller takes it for missing`);
  }

  /** A temporal redirect comes first, and nothing is read beside it; an alias counts where the name itself is not set. Source: redirect/redirect.go. */
  private isUnread(name: string): boolean {
    const comesFirst = name.startsWith('permanent-redirect') ? 'temporal-redirect' : ALIASES[name];
    return comesFirst !== undefined && (this.given.get(comesFirst) ?? '') !== '';
  }

  /** One wrong part of redirects drops them all, where nothing is validated. */
  private redirects(): void {
    const temporal = this.annotations.get('temporal-redirect') ?? '';
    if (temporal !== '' && !/^https?[a-z0-9+.-]*:/i.test(temporal)) this.dropRedirects(`temporal-redirect: ${shown(temporal)} does not begin with http: or https:`);
    const wrong = REDIRECTS.find(name => this.ineffective.has(name) && !this.rules.validates);
    if (wrong !== undefined) this.dropRedirects(`${wrong} is not valid`);
  }

  /** Source: rewrite/main.go: a URL with a scheme does not count, nor what is none. */
  private appRoot(): void {
    const root = this.annotations.get('app-root') ?? '';
    if (root !== '' && !root.startsWith('/')) this.drop('app-root', `${shown(root)} does not begin with /. The controller takes it for missing`);
  }

  private dropRedirects(why: string): void {
    for (const name of REDIRECTS) if (this.annotations.has(name)) this.drop(name, `${why}: the controller takes no redirect of the Ingress`);
  }

  /** Source: auth/main.go, authreq/main.go. */
  private authentication(): void {
    const url = this.annotations.get('auth-url') ?? '';
    if (url !== '' && (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(url) || /^[^/]*\/\/[^/?#]*\.\./.test(url))) this.deny('auth-url', `${shown(url)} is not a URL`);
    const hasType = (this.annotations.get('auth-type') ?? '') !== '';
    if (hasType && (this.annotations.get('auth-secret') ?? '') === '' && this.denied === undefined) this.deny('auth-type', 'has no auth-secret beside it');
    if (!hasType && this.annotations.has('auth-secret')) this.drop('auth-secret', 'has no effect without auth-type');
  }

  /** Names of Secrets: only of the Ingress's own namespace, unless a setting allows others. */
  private secrets(): void {
    for (const name of ['auth-secret', 'auth-tls-secret', 'proxy-ssl-secret']) {
      const text = this.annotations.get(name) ?? '';
      const parts = text.split('/');
      if (text === '' || (name === 'auth-secret' && parts.length === 1)) continue;
      const why = parts.length !== 2 ? `${shown(text)} is not NAMESPACE/NAME`
        : parts[0] !== this.namespace && !this.rules.allowsOtherNamespaces ? `${shown(text)} is in another namespace, which allow-cross-namespace-resources does not allow` : undefined;
      if (why === undefined) continue;
      if (name === 'auth-tls-secret') this.closesHosts ??= why;
      this.deny(name, why);
    }
  }

  private refuse(name: string, why: string): void {
    this.refused ??= `${name}: ${why}`;
    this.problems.push(`${name}: ${why}. The controller does not take the Ingress`);
  }

  private deny(name: string, why: string): void {
    this.denied ??= `${name}: ${why}`;
    this.problems.push(`${name}: ${why}. The controller answers its paths with ${name === 'auth-tls-secret' ? 'an error' : '503'}`);
    this.ineffective.set(name, why);
  }

  private drop(name: string, why: string): void {
    this.annotations.delete(name);
    this.ineffective.set(name, why);
    this.problems.push(`${name}: ${why}`);
  }
}

/** The names in whose place aliases are read. */
const ALIASES: Readonly<Record<string, string | undefined>> = { 'whitelist-source-range': 'allowlist-source-range', 'limit-whitelist': 'limit-allowlist' };

const REDIRECTS: readonly string[] = [
  'from-to-www-redirect', 'relative-redirects', 'temporal-redirect', 'temporal-redirect-code', 'permanent-redirect', 'permanent-redirect-code',
];

/** Lines are read without white space around them. Source: parser/main.go, normalizeString. */
function normalized(text: string): string {
  return text.split('\n').map(line => line.trim()).join('\n');
}

/** A URL is shown without the password in it. */
function shown(text: string): string {
  return quoted(text.replace(/\/\/[^/@\s]*@/g, '//...@'));
}

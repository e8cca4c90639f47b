import { Backend } from './backend';
import { RedirectOptions } from './http-filter-options';
import { HttpFilter } from './http-filters';
import { HttpRouteRule, PathMatch, ValueMatch } from './http-rule';
import { InputError } from '../../base/errors';
import { refuseUnknown } from '../props/known-properties';

/** A stable version and one on trial. */
export interface CanaryOptions {
  /** The version that takes most requests. */
  readonly stable: Backend;
  /** The version on trial. */
  readonly canary: Backend;
  /**
   * The paths.
   *
   * @default PathMatch.prefix('/')
   */
  readonly path?: PathMatch;
}

/** How many requests the version on trial gets. */
export interface CanarySplitOptions extends CanaryOptions {
  /** How many of the requests it gets, in percent: a whole number from 0 to 100. */
  readonly percent: number;
  /**
   * A header by whose value `always` a request goes to the version on trial in any case, as those of tests, and by whose value `never` to
   * the stable one.
   *
   * @default - none
   */
  readonly testHeader?: string;
}

/** Requests with a header get another version. */
export interface HeaderSplitOptions extends CanaryOptions {
  /** The header that chooses the version on trial, and its value. */
  readonly header: ValueMatch;
}

/** Copies of requests go to another version. */
export interface MirrorRuleOptions {
  /** What answers. */
  readonly backend: Backend;
  /** What gets copies. Its answers are ignored. */
  readonly mirror: Backend;
  /**
   * How many of the requests are copied, in percent. Less than all requires Gateway API 1.3 or later.
   *
   * @default - all
   */
  readonly percent?: number;
  /**
   * The paths.
   *
   * @default PathMatch.prefix('/')
   */
  readonly path?: PathMatch;
}

/**
 * Rules for what routes are mostly used for. All rules of one pattern match the same paths: a longer path would win over a header.
 */
export class HttpRules {
  /**
   * A part of the requests goes to a version on trial: 90/10, say.
   *
   * @param options the two versions and the share of the one on trial
   */
  public static canary(options: CanarySplitOptions): HttpRouteRule[] {
    refuseUnknown('HttpRules.canary', options, { stable: true, canary: true, path: true, percent: true, testHeader: true });
    const { stable, canary, path = PathMatch.prefix('/'), percent, testHeader } = options;
    if (!Number.isInteger(percent) || percent < 0 || percent > 100) throw new InputError(`percent: ${percent} is out of range; expected a whole number from 0 to 100`);
    const split = { matches: [{ path }], backends: [stable.withWeight(100 - percent), canary.withWeight(percent)] };
    if (testHeader === undefined) return [split];
    const test = (value: string, backend: Backend): HttpRouteRule => (
      { matches: [{ path, headers: [{ name: testHeader, value }] }], backends: [backend] });
    return [test('always', canary), test('never', stable), split];
  }

  /**
   * Requests with a header go to a version on trial, all others to the stable one.
   *
   * @param options the two versions and the header
   */
  public static byHeader(options: HeaderSplitOptions): HttpRouteRule[] {
    refuseUnknown('HttpRules.byHeader', options, { stable: true, canary: true, path: true, header: true });
    const { stable, canary, path = PathMatch.prefix('/'), header } = options;
    return [{ matches: [{ path, headers: [header] }], backends: [canary] }, { matches: [{ path }], backends: [stable] }];
  }

  /**
   * Redirects all requests to HTTPS. The route with this rule belongs to the listener for HTTP, and to no other.
   *
   * @param statusCode the status: 301, or 308 from Gateway API 1.5 on; 301 where it is not given
   */
  public static redirectToHttps(statusCode = 301): HttpRouteRule[] {
    const options: RedirectOptions = { scheme: 'https', statusCode };
    return [{ filters: [HttpFilter.redirect(options)] }];
  }

  /**
   * All requests go to one of two versions: the switch of blue and green is one change.
   *
   * @param active the version that gets all requests
   * @param idle the other version
   */
  public static blueGreen(active: Backend, idle: Backend): HttpRouteRule[] {
    return [{ backends: [active.withWeight(1), idle.withWeight(0)] }];
  }

  /**
   * All requests go to one version, and copies of them to another one.
   *
   * @param options the two versions, and how many of the requests are copied
   */
  public static mirror(options: MirrorRuleOptions): HttpRouteRule[] {
    refuseUnknown('HttpRules.mirror', options, { backend: true, mirror: true, percent: true, path: true });
    const { backend, mirror, percent, path = PathMatch.prefix('/') } = options;
    return [{ matches: [{ path }], filters: [HttpFilter.mirror(mirror, { percent })], backends: [backend] }];
  }

  private constructor() {}
}

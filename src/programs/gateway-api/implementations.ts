import REPORTS from './data/implementations.json';
import { GATEWAY_API_MINORS, GatewayApiMinor } from './target';
import { InputError, quoted } from '../../base/errors';
import { didYouMean } from '../../base/text/suggest';

/**
 * What an implementation has reported of itself, for one of its versions. A feature in neither list was not known to the tests of that
 * release, or was not reported: nobody says that it is not supported.
 */
export interface ConformanceReport {
  readonly implementation: string;
  /** The version of the implementation. */
  readonly version: string;
  /** The release of Gateway API whose tests it ran. */
  readonly minor: string;
  /** The groups of tests that it ran, as in `GATEWAY-HTTP`. */
  readonly profiles: readonly string[];
  readonly supported: readonly string[];
  readonly unsupported: readonly string[];
  /** The file of kubernetes-sigs/gateway-api that has it. */
  readonly source: string;
}

/** The newest report of each implementation for each release. Source: conformance/reports of kubernetes-sigs/gateway-api, 2026-08-21. */
const ALL: readonly ConformanceReport[] = REPORTS;

/** The names of implementations that have reported. */
export const IMPLEMENTATIONS: readonly string[] = [...new Set(ALL.map(({ implementation }) => implementation))];

/**
 * The report of an implementation for a release, or else its newest one.
 *
 * @throws InputError where no implementation of the name has reported
 */
export function conformanceReportOf(name: string, minor: GatewayApiMinor): ConformanceReport {
  const reports = ALL.filter(({ implementation }) => implementation === name);
  const age = (report: ConformanceReport): number => GATEWAY_API_MINORS.indexOf(report.minor as GatewayApiMinor);
  const newest = [...reports].sort((a, b) => age(b) - age(a))[0] as ConformanceReport | undefined;
  const report = reports.find(each => each.minor === minor) ?? newest;
  if (report) return report;
  throw new InputError(`implementation: ${quoted(name)} has no conformance report; expected one of ${IMPLEMENTATIONS.join(', ')}${didYouMean(name, IMPLEMENTATIONS)}`);
}

/** The groups of tests of which a core feature is a part. A report that has the group has the feature. */
const PROFILES_OF_CORE_FEATURE: Readonly<Record<string, readonly string[]>> = {
  GRPCRoute: ['GATEWAY-GRPC'],
  HTTPRoute: ['GATEWAY-HTTP', 'HTTP'],
  Mesh: ['MESH-HTTP', 'MESH-GRPC', 'MESH'],
  TCPRoute: ['GATEWAY-TCP'],
  TLSRoute: ['GATEWAY-TLS', 'TLS'],
  UDPRoute: ['GATEWAY-UDP'],
};

/** What a feature is called in some older reports. */
const OTHER_NAMES: Readonly<Record<string, string>> = { HTTPRouteResponseHeaderModification: 'HTTPResponseHeaderModification' };

/** What may be said of a feature. */
export type Support = 'supported' | 'unsupported' | 'not reported';

/** What a report says of a feature. */
export function reportedSupport({ supported, unsupported, profiles }: ConformanceReport, feature: string): Support {
  const ofCore = Object.hasOwn(PROFILES_OF_CORE_FEATURE, feature) ? PROFILES_OF_CORE_FEATURE[feature] : [];
  const names = [feature, ...Object.hasOwn(OTHER_NAMES, feature) ? [OTHER_NAMES[feature]] : []];
  if (names.some(name => supported.includes(name)) || ofCore.some(profile => profiles.includes(profile))) return 'supported';
  return names.some(name => unsupported.includes(name)) ? 'unsupported' : 'not reported';
}

import { plain } from '../../base/plain';
import { Finding, FindingObject } from '../../check/findings/finding';
import { describeFindingObject } from '../../check/findings/finding-object';
import { confidenceNotes, placeOf, shownObjects } from '../../check/reports/report';

/** One entry of cdk8s-cli's report, as its lib/plugins/validation.d.ts has it. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly ViolatingResource[];
}

/** cdk8s-cli adds the path of the construct by `resourceName`, and counts `locations` as occurrences. */
export interface ViolatingResource {
  readonly resourceName: string;
  readonly manifestPath: string;
  readonly locations: readonly string[];
}

/** Where an app's objects are, and which of their names cdk8s-cli can tell apart. */
export interface AppManifests {
  /** The paths of the manifests. */
  readonly paths: ReadonlySet<string>;
  /** The names that more than one object has. */
  readonly ambiguousNames: ReadonlySet<string>;
}

/** What cdk8s-cli itself prints in the place of a path that it does not know. */
const NOWHERE = 'N/A';

/** A finding as cdk8s-cli reports it: all objects of the app, and of those of the cluster as many as a person wants to see. */
export function violationOf(finding: Finding, manifests: AppManifests): Violation {
  const ofApp = finding.objects.filter(object => isOfApp(object, manifests));
  const { shown, hidden } = shownObjects(finding.objects.filter(object => !isOfApp(object, manifests)));
  return {
    ruleName: finding.ruleId,
    recommendation: [`${finding.severity}: ${plain(finding.message)}`, ...confidenceNotes(finding)].join(' '),
    fix: [plain(finding.remediation), ...finding.references.length > 0 ? [`See ${finding.references.join(', ')}`] : []].join(' '),
    violatingResources: [
      ...ofApp.map(object => appResource(object, manifests)),
      ...shown.map(clusterResource),
      ...hidden === 0 ? [] : [unnamed(`and ${hidden} more objects of the cluster`)],
      ...finding.objects.length > 0 ? [] : [unnamed('the cluster as a whole')],
    ],
  };
}

function isOfApp({ file }: FindingObject, { paths }: AppManifests): boolean {
  return file !== undefined && paths.has(file);
}

/**
 * cdk8s keeps one construct for each name (cdk8s-core src/app.ts), whatever the kind and the chart. Where several objects have it, the
 * name would lead to the wrong construct, so the object is called by its kind as well.
 */
function appResource(object: FindingObject, { ambiguousNames }: AppManifests): ViolatingResource {
  const resourceName = ambiguousNames.has(object.name) ? describeFindingObject(object) : object.name;
  return { resourceName: plain(resourceName), manifestPath: object.file!, locations: [location(object, `line ${object.line}`)] };
}

/** An object of the cluster is called by its kind, so that it is not taken for a construct of the same name. */
function clusterResource(object: FindingObject): ViolatingResource {
  return {
    resourceName: plain(describeFindingObject(object)),
    manifestPath: object.file === undefined ? NOWHERE : plain(object.file),
    locations: [location(object, placeOf(object))],
  };
}

/** No object has a name with a space in it. */
function unnamed(text: string): ViolatingResource {
  return { resourceName: `(${text})`, manifestPath: NOWHERE, locations: [text] };
}

function location(object: FindingObject, place: string | undefined): string {
  const { detail } = object;
  return plain(`${describeFindingObject(object)}${place === undefined ? '' : ` (${place})`}${detail === undefined ? '' : `: ${detail}`}`);
}

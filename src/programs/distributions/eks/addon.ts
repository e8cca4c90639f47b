import { at, Evidence, listAt, textAt } from '../evidence';
import { mappingIn, modeOf, RecognizedMode } from '../mode';
import { isCommand, valuesOfCommand } from './command';
import { isExpression, terraformAddons } from './terraform';
import { isElsewhere, templateValues } from './values';

/** What sets the add-on kube-proxy, each with its configuration as text or as a mapping. */
export function carriersOf(evidence: Evidence): readonly unknown[] {
  const isKubeProxy = (name: unknown) => name === 'kube-proxy';
  return [
    ...evidence.objects('eks.services.k8s.aws/Addon').filter(object => isKubeProxy(at(object, 'spec', 'name'))).map(object => at(object, 'spec', 'configurationValues')),
    ...evidence.objects('eksctl.io/ClusterConfig').flatMap(object => listAt(object, 'addons'))
      .filter(addon => isKubeProxy(at(addon, 'name'))).map(addon => at(addon, 'configurationValues')),
    ...evidence.objects('controlplane.cluster.x-k8s.io/AWSManagedControlPlane').flatMap(object => listAt(object, 'spec', 'addons'))
      .filter(addon => isKubeProxy(at(addon, 'name'))).map(addon => at(addon, 'configuration')),
    ...evidence.files.flatMap(({ document }) => Object.values(at(document, 'Resources') ?? {}))
      .filter(resource => at(resource, 'Type') === 'AWS::EKS::Addon' && isKubeProxy(at(resource, 'Properties', 'AddonName')))
      .map(resource => templateValues(at(resource, 'Properties', 'ConfigurationValues'))),
    ...evidence.files.flatMap(({ text = '' }) => isCommand({ text }) ? [valuesOfCommand(text)] : []),
    ...evidence.files.flatMap(({ text = '' }) => terraformAddons(text)).map(block => ({ mode: modeInText(block) })),
    ...evidence.files.flatMap(({ text = '' }) => cloudFormationAddons(text)).map(block => ({ mode: modeInText(block) })),
  ];
}

/** The resources of kube-proxy in a template that plain YAML cannot read, since it has short forms of functions, as !Ref. */
export function cloudFormationAddons(text: string): string[] {
  return text.split(/\bType["']?\s*:/).slice(1).filter(block => /^\s*["']?AWS::EKS::Addon/.test(block) && /\bAddonName["']?\s*:\s*["']?kube-proxy\b/.test(block));
}

/** The mode in jsonencode({ mode = "ipvs" }) or in a JSON string; an expression is not worked out. */
function modeInText(block: string): string | undefined {
  const match = /\bmode\\?["']?\s*[=:]\s*\\?["']?(\w+)/.exec(block);
  if (match) return match[1];
  return isExpression(block) || /ConfigurationValues["']?\s*:\s*(?!\s|"|'|\{|[|>]|!Sub\b)/.test(block) ? 'unknown' : undefined;
}

/** The mode that the add-on is set to; undefined where nothing sets one. */
export function addonMode(evidence: Evidence): RecognizedMode | undefined {
  const isDisabled = evidence.objects('controlplane.cluster.x-k8s.io/AWSManagedControlPlane').some(object => at(object, 'spec', 'kubeProxy', 'disable') === true);
  if (isDisabled) return 'none';
  const [values] = carriersOf(evidence);
  // What describes a cluster and has no add-on kube-proxy leaves it with its default.
  const describes = ['eksctl.io/ClusterConfig', 'controlplane.cluster.x-k8s.io/AWSManagedControlPlane'].some(kind => evidence.objects(kind).length > 0);
  if (carriersOf(evidence).length === 0) return describes ? modeOf(undefined) : undefined;
  // Values of a file, a parameter or a variable do not show.
  return typeof values === 'string' && isElsewhere(values) ? 'unknown' : modeOf(textAt(mappingIn(values), 'mode'));
}

import { at, Evidence, listAt, textAt } from '../evidence';
import { mappingIn, modeOf, RecognizedMode } from '../mode';
import { terraformResources } from '../signs';

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
      .map(resource => at(resource, 'Properties', 'ConfigurationValues')),
    ...evidence.files.flatMap(({ text = '' }) => /--addon-name[= ]["']?kube-proxy\b/.test(text) ? [/--configuration-values[= ]'([^']*)'/.exec(text)?.[1]] : []),
    ...evidence.files.flatMap(({ text = '' }) => [...terraformResources(text, 'aws_eks_addon'), ...cloudFormationAddons(text)]).filter(block => /["\s]kube-proxy\b/.test(block))
      .map(block => ({ mode: modeInText(block) })),
  ];
}

/** Plain YAML does not have the short forms of functions, as !Ref. */
function cloudFormationAddons(text: string): string[] {
  return text.split(/\bType["']?\s*:/).slice(1).filter(block => /^\s*["']?AWS::EKS::Addon/.test(block));
}

/** The mode in jsonencode({ mode = "ipvs" }) or in a JSON string; an expression is not worked out. */
function modeInText(block: string): string | undefined {
  const match = /\bmode\\?["']?\s*[=:]\s*\\?["']?(\w+)/.exec(block);
  if (match) return match[1];
  return /configuration_?values\s*[=:]\s*(?!"|'|jsonencode\s*\(\s*\{|\{|<<|[|>])/i.test(block) ? 'unknown' : undefined;
}

/** The mode that the add-on is set to; undefined where nothing sets one. */
export function addonMode(evidence: Evidence): RecognizedMode | undefined {
  const isDisabled = evidence.objects('controlplane.cluster.x-k8s.io/AWSManagedControlPlane').some(object => at(object, 'spec', 'kubeProxy', 'disable') === true);
  if (isDisabled) return 'none';
  const [values] = carriersOf(evidence);
  if (carriersOf(evidence).length === 0) return undefined;
  return modeOf(textAt(mappingIn(values), 'mode'));
}

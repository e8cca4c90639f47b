import { cloudFormationAddons } from './addon';
import { commandToNftables, isCommand, valuesOfCommand } from './command';
import { isExpression, terraformAddons, terraformToNftables } from './terraform';
import { isElsewhere, templateToNftables, textToNftables } from './values';
import { isPlainObject, PlainObject } from '../../../base/objects/fields';
import { changeYaml } from '../../../input/edit/change-yaml';
import { SettingChange } from '../change/change';
import { fileChange, objectChange } from '../change/objects';
import { withValue } from '../change/values';
import { at, Evidence, listAt, textAt } from '../evidence';
import { mappingIn } from '../mode';

const isKubeProxy = (addon: unknown, ...path: string[]): boolean => at(addon, ...path) === 'kube-proxy';

/** A list of add-ons with another one for kube-proxy. */
function addonsToNftables(addons: readonly unknown[], values: string, conflicts: string): unknown[] {
  const changed = (addon: PlainObject): PlainObject => ({ ...addon, [values]: textToNftables(addon[values]), ...addon[conflicts] !== 'overwrite' && { [conflicts]: 'overwrite' } });
  if (!addons.some(addon => isKubeProxy(addon, 'name'))) return [...addons, { name: 'kube-proxy', [values]: textToNftables(''), [conflicts]: 'overwrite' }];
  return addons.map(addon => isPlainObject(addon) && isKubeProxy(addon, 'name') ? changed(addon) : addon);
}

function cloudFormation(template: PlainObject): PlainObject {
  const resources = isPlainObject(template.Resources) ? template.Resources : {};
  const changed = Object.entries(resources).map(([name, resource]) => {
    if (!isPlainObject(resource) || resource.Type !== 'AWS::EKS::Addon' || !isKubeProxy(resource, 'Properties', 'AddonName')) return [name, resource] as const;
    const values = withValue(resource, ['Properties', 'ConfigurationValues'], templateToNftables(at(resource, 'Properties', 'ConfigurationValues')));
    return [name, withValue(values, ['Properties', 'ResolveConflicts'], 'OVERWRITE')] as const;
  });
  return { ...template, Resources: Object.fromEntries(changed) };
}

export const isTerraform = (text: string): boolean => terraformAddons(text).length > 0;

/** Where the values come from, where that is something else than what the input shows; then they are changed there. */
export function valuesElsewhere(evidence: Evidence): string | undefined {
  const [block] = evidence.files.flatMap(({ text = '' }) => terraformAddons(text)).filter(isExpression);
  if (block !== undefined) return /configuration_values[ \t]*=[ \t]*([^\n]*)/.exec(block)![1];
  // Plain YAML does not have the short forms of functions, of which !Sub alone has the values in it.
  const short = evidence.files.flatMap(({ text = '' }) => cloudFormationAddons(text)).map(addon => /\bConfigurationValues["']?[ \t]*:[ \t]*(!(?!Sub\b)[^\n]*)/.exec(addon)?.[1]).find(call => call !== undefined);
  if (short !== undefined) return short.trim();
  const commands = evidence.files.filter(isCommand).map(({ text = '' }) => valuesOfCommand(text));
  const properties = evidence.files.flatMap(({ document, text = '' }) => addonsIn(document ?? mappingIn(text))).map(resource => at(resource, 'Properties', 'ConfigurationValues'));
  const [found] = [...commands, ...properties].filter(isElsewhere);
  return found === undefined ? undefined : typeof found === 'string' ? found : JSON.stringify(found);
}

function addonsIn(template: unknown): unknown[] {
  return Object.values(at(template, 'Resources') ?? {}).filter(resource => at(resource, 'Type') === 'AWS::EKS::Addon' && isKubeProxy(resource, 'Properties', 'AddonName'));
}

/** What sets the add-on kube-proxy, with the change; where the input has nothing of the kind, a command. */
export function carrierChanges(evidence: Evidence): SettingChange[] {
  const changes: SettingChange[] = [
    ...evidence.objects('eks.services.k8s.aws/Addon').filter(object => isKubeProxy(object, 'spec', 'name')).map(object => objectChange('object', object, addon => {
      const values = withValue(addon, ['spec', 'configurationValues'], textToNftables(at(addon, 'spec', 'configurationValues')));
      return withValue(values, ['spec', 'resolveConflicts'], 'OVERWRITE');
    }, 'where ACK runs')),
    ...evidence.objects('controlplane.cluster.x-k8s.io/AWSManagedControlPlane').map(object => objectChange('object', object, plane =>
      withValue(plane, ['spec', 'addons'], addonsToNftables(listAt(plane, 'spec', 'addons'), 'configuration', 'conflictResolution')), 'in the management cluster')),
    ...evidence.objects('eksctl.io/ClusterConfig').map(object => fileChange('eksctl', evidence, object, config =>
      ({ ...config, addons: addonsToNftables(listAt(config, 'addons'), 'configurationValues', 'resolveConflicts') }))),
    ...evidence.files.filter(({ document }) => at(document, 'Resources') !== undefined).map(({ name, document }): SettingChange => ({ key: 'template', file: name, present: document, change: cloudFormation })),
    ...evidence.files.flatMap(({ name, text = '' }): SettingChange[] => {
      if (isTerraform(text)) return [{ key: 'terraform', file: name, text, changeText: terraformToNftables }];
      if (/AWS::EKS::Addon/.test(text)) return [{ key: 'template', file: name, text, changeText: template => changeYaml(template, cloudFormation) }];
      return isCommand({ text }) ? [{ key: 'command', file: 'update-addon.sh', text, changeText: command => commandToNftables(command) }] : [];
    }),
  ];
  // eksctl names the cluster on its Nodes.
  const [cluster] = evidence.nodes.map(node => textAt(node, 'metadata', 'labels', 'alpha.eksctl.io/cluster-name')).filter(name => name !== '');
  return changes.length > 0 ? changes : [{ key: 'command', file: 'update-addon.sh', changeText: text => commandToNftables(text, cluster) }];
}

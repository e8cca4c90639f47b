import { modeOf } from './kube-proxy-config';
import { AksKubeProxySettings } from './kube-proxy-settings';
import { quoted } from '../../base/errors';
import { ProxyMode } from '../../programs/kube-proxy/proxy-mode';

/** Both name the same version of Azure's REST API. */
export const ARM_API_VERSION = '2025-10-02-preview';
export const ASO_API_VERSION = 'containerservice.azure.com/v20251002preview';

/** azure-aks-docs, configure-kube-proxy: no stable API has the field, and older previews don't know all modes. */
const FIRST_PREVIEW = '2022-08-02';
const FIRST_NFTABLES_PREVIEW = '2025-09-02';

/** What is wrong with an API version of Azure Resource Manager, as in `2025-10-02-preview`. */
export function armApiVersionProblem(apiVersion: string, settings: AksKubeProxySettings): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(-preview)?$/.exec(apiVersion);
  if (!match) return `${quoted(apiVersion)} is not an API version of Azure: expected such as "${ARM_API_VERSION}"`;
  return previewProblem(quoted(apiVersion), match[1], match[2] !== undefined, settings, quoted(ARM_API_VERSION));
}

/**
 * What is wrong with the apiVersion of an Azure Service Operator object, as in `containerservice.azure.com/v20251002preview`
 * or, before 2025, `…/v1api20240402preview`.
 */
export function asoApiVersionProblem(apiVersion: string, settings: AksKubeProxySettings): string | undefined {
  const match = /^containerservice\.azure\.com\/v(?:1api)?(\d{4})(\d{2})(\d{2})(preview)?$/.exec(apiVersion);
  if (!match) return `${quoted(apiVersion)} is not an API version of Azure Service Operator for AKS: expected ${quoted(ASO_API_VERSION)}`;
  return previewProblem(quoted(apiVersion), match.slice(1, 4).join('-'), match[4] !== undefined, settings, quoted(ASO_API_VERSION));
}

function previewProblem(name: string, date: string, isPreview: boolean, settings: AksKubeProxySettings, expected: string): string | undefined {
  if (!isPreview) return `${name} is a stable API version, which has no kubeProxyConfig: expected ${expected}`;
  if (date < FIRST_PREVIEW) return `${name} has no kubeProxyConfig, which exists from ${FIRST_PREVIEW}-preview: expected ${expected}`;
  if (modeOf(settings) === ProxyMode.NFTABLES && date < FIRST_NFTABLES_PREVIEW) {
    return `${name} does not know the mode NFTABLES, which exists from ${FIRST_NFTABLES_PREVIEW}-preview: expected ${expected}`;
  }
  return undefined;
}

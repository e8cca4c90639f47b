import { readLive } from './live-files';
import { RulesetFlags, rulesetOfFiles, rulesetRequest } from './ruleset-of-files';
import { Ruleset } from '../dataplane/ruleset';
import { readTextFile } from '../input/read-files';
import { verifyNode } from '../verify/verify';

/** The ruleset that a node really has; with files the objects say whose endpoints and pods are meant. */
export function liveRuleset(files: readonly string[], flags: RulesetFlags & { readonly live: string }): Ruleset {
  if (files.length > 0) return verifyNode(rulesetOfFiles(files, flags), readLive(flags.live)).live;
  const { networkInterfaces, nodeFacts } = rulesetRequest([flags.live], flags);
  return Ruleset._ofListing(readTextFile(flags.live), flags.live, {
    nodeName: flags.node, kubernetesVersion: flags.kubernetesVersion, networkInterfaces, nodeFacts,
  });
}

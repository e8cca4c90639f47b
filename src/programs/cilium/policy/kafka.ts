import { quoted } from '../../../base/errors';
import { PlainObject } from '../../../base/objects/fields';
import { Problem } from '../../../base/schema/problem';

/** APIKeyMap of pkg/policy/api/kafka in github.com/cilium/proxy. */
const API_KEYS: ReadonlySet<string> = new Set([
  'produce', 'fetch', 'offsets', 'metadata', 'leaderandisr', 'stopreplica', 'updatemetadata', 'controlledshutdown', 'offsetcommit',
  'offsetfetch', 'findcoordinator', 'joingroup', 'heartbeat', 'leavegroup', 'syncgroup', 'describegroups', 'listgroups', 'saslhandshake',
  'apiversions', 'createtopics', 'deletetopics', 'deleterecords', 'initproducerid', 'offsetforleaderepoch', 'addpartitionstotxn',
  'addoffsetstotxn', 'endtxn', 'writetxnmarkers', 'txnoffsetcommit', 'describeacls', 'createacls', 'deleteacls', 'describeconfigs',
  'alterconfigs',
]);
const ROLES: readonly string[] = ['produce', 'consume'];
const MOST_OF_TOPIC = 255;
const TOPIC = /^[a-zA-Z0-9\\._-]+$/;
const MOST_OF_VERSION = 32767;

/** What the agent refuses of a rule for Kafka, up to 1.19: PortRule.Sanitize of the same package. */
export function kafkaProblems(rule: PlainObject, at: string): Problem[] {
  const [apiKey, role, apiVersion, topic] = ['apiKey', 'role', 'apiVersion', 'topic'].map(name => (typeof rule[name] === 'string' ? rule[name] : ''));
  const problems: Problem[] = [];
  if (apiKey !== '' && role !== '') problems.push({ field: at, message: 'combines role and apiKey; expected one of them' });
  if (apiKey !== '' && !API_KEYS.has(apiKey.toLowerCase())) {
    problems.push({ field: `${at}.apiKey`, message: `${quoted(apiKey)} is not a key of Kafka's API; expected one such as "fetch"` });
  }
  if (role !== '' && !ROLES.includes(role.toLowerCase())) problems.push({ field: `${at}.role`, message: `${quoted(role)} is not a role; expected produce or consume` });
  if (apiVersion !== '' && !(/^\+?\d+$/.test(apiVersion) && Number(apiVersion) <= MOST_OF_VERSION)) {
    problems.push({ field: `${at}.apiVersion`, message: `${quoted(apiVersion)} is not a version of Kafka's API; expected a number up to ${MOST_OF_VERSION}` });
  }
  if (topic !== '' && (Buffer.byteLength(topic) > MOST_OF_TOPIC || !TOPIC.test(topic))) {
    problems.push({ field: `${at}.topic`, message: `${quoted(topic)} is not a topic; expected at most ${MOST_OF_TOPIC} letters, digits, dots, underscores and dashes` });
  }
  return problems;
}

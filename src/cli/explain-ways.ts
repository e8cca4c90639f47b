/* eslint-disable @typescript-eslint/no-require-imports -- `import()` would make the command asynchronous, for nothing. */

/*
 * What `explain` does beside following packets through predicted rules. The modules are loaded when they are needed: those of requests
 * and of the other modes are large.
 */

type BehaviorModule = typeof import('./behavior');
type LiveRulesetModule = typeof import('./live-ruleset');
type RequestModule = typeof import('./explain-request');

export const behaviorOfFiles: BehaviorModule['behaviorOfFiles'] = (...args) => (require('./behavior') as BehaviorModule).behaviorOfFiles(...args);

export const liveRuleset: LiveRulesetModule['liveRuleset'] = (...args) => (require('./live-ruleset') as LiveRulesetModule).liveRuleset(...args);

export const explainRequestOfFiles: RequestModule['explainRequestOfFiles'] = (...args) => (require('./explain-request') as RequestModule).explainRequestOfFiles(...args);

export const explainRoutesOfFiles: RequestModule['explainRoutesOfFiles'] = (...args) => (require('./explain-request') as RequestModule).explainRoutesOfFiles(...args);

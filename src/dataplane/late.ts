/* eslint-disable @typescript-eslint/no-require-imports -- `import()` would make every answer asynchronous, for nothing. */

/*
 * What a ruleset can be asked beyond its rules. The modules are loaded with the first question: they are 140 of the 320 that a preview
 * would load otherwise, a third of the time in which it starts.
 */

export const comparing = () => require('./compare/comparing') as typeof import('./compare/comparing');
export const explaining = () => require('./explain/explainer') as typeof import('./explain/explainer');
export const listing = () => require('./live-ruleset') as typeof import('./live-ruleset');

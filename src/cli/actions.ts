/* eslint-disable @typescript-eslint/no-require-imports -- `import()` would make every command asynchronous, for nothing. */

/*
 * What the commands do. Their modules are loaded when they run, so that neither `--help` nor the other commands pay for them.
 */

type AdviseModule = typeof import('./advise');
type CheckModule = typeof import('./check');
type DiffModule = typeof import('./diff');
type DumpModule = typeof import('./dump');
type ExplainModule = typeof import('./explain');
type MigrateModule = typeof import('./migrate');
type PreviewModule = typeof import('./preview');
type ProbeModule = typeof import('./probe');
type RulesModule = typeof import('./rules');
type VerifyModule = typeof import('./verify');

export const advise: AdviseModule['advise'] = (...args) => (require('./advise') as AdviseModule).advise(...args);

export const check: CheckModule['check'] = (...args) => (require('./check') as CheckModule).check(...args);

export const diff: DiffModule['diff'] = (...args) => (require('./diff') as DiffModule).diff(...args);

export const dump: DumpModule['dump'] = (...args) => (require('./dump') as DumpModule).dump(...args);

export const explain: ExplainModule['explain'] = (...args) => (require('./explain') as ExplainModule).explain(...args);

export const migrate: MigrateModule['migrate'] = (...args) => (require('./migrate') as MigrateModule).migrate(...args);

export const preview: PreviewModule['preview'] = (...args) => (require('./preview') as PreviewModule).preview(...args);

export const probe: ProbeModule['probe'] = (...args) => (require('./probe') as ProbeModule).probe(...args);

export const rules: RulesModule['rules'] = (...args) => (require('./rules') as RulesModule).rules(...args);

export const verify: VerifyModule['verify'] = (...args) => (require('./verify') as VerifyModule).verify(...args);

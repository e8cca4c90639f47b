export * from './ruleset/ruleset';

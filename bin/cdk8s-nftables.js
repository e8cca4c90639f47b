#!/usr/bin/env node
// A large dump is read in a moment, in which the young part of the heap would grow in many small steps: up to a tenth of a preview's time.
// A version of Node.js whose V8 no longer knows the flag would complain, so only those get it that are known to.
if (parseInt(process.versions.node, 10) <= 24) require('node:v8').setFlagsFromString('--semi-space-growth-factor=16');
require('../lib/cli/main').main(process.argv);

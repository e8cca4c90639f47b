/** A page reads no files: its objects are in it. */
function noFile(): never {
  throw new Error('a page cannot read files');
}

export { noFile as readFileSync, noFile as readSync, noFile as readdirSync, noFile as realpathSync, noFile as statSync };

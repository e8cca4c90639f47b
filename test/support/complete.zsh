# Prints what zsh offers at the end of a line: zsh -f complete.zsh SCRIPT LINE. A zsh in a terminal of its own completes, and every
# match that it is given is printed between two lines with a null byte.
zmodload zsh/zpty
zpty z zsh -f -i
setopt rcquotes
local line
() {
  zpty -w z source $1
  repeat 100; do zpty -r z line; [[ $line == ok* ]] && return; done
} =(<<< '
PROMPT=
autoload -Uz compinit
compinit -u -D
source '$1'
bindkey ''^M'' undefined
bindkey ''^J'' undefined
bindkey ''^I'' complete-word
null-line () { echo -E - $''\0'' }
compprefuncs=(null-line)
comppostfuncs=(null-line exit)
zstyle '':completion:*'' insert-tab false
compadd () {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return $?
  fi
  typeset -a hits
  builtin compadd -A hits "$@"
  [[ -n $hits ]] || return
  for hit in $hits; do echo -E - $hit; done
}
echo ok')
zpty -w z "$2"$'\t'
integer seen=0
while zpty -r z; do :; done | while IFS= read -r line; do
  if [[ $line == *$'\0\r' ]]; then
    (( seen++ )) && exit 0
    continue
  fi
  (( seen )) && print -r -- "${line%$'\r'}"
done
exit 0

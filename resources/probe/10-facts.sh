# Facts, and their JSON. No tool is needed here.

# Sets quoted to the JSON string of $1, cut to 4000 bytes. What is not printable ASCII becomes a question mark.
quote() {
  case $1 in
    *[!A-Za-z0-9\ ._:/@%+,=\(\)\<\>\#\;\*\!\&\|\[\]\{\}\'\$\~-]*) quote_each "$1" ;;
    *) quoted="\"$1\"" ;;
  esac
}

quote_each() {
  quote_rest=$1
  quote_text=
  while [ -n "$quote_rest" ] && [ ${#quote_text} -lt 4000 ]; do
    quote_tail=${quote_rest#?}
    quote_char=${quote_rest%"$quote_tail"}
    case $quote_char in
      \" | \\) quote_text=$quote_text\\$quote_char ;;
      [\ -~]) quote_text=$quote_text$quote_char ;;
      *) quote_text=$quote_text'?' ;;
    esac
    quote_rest=$quote_tail
  done
  quoted="\"$quote_text\""
}

# fact ID JSON FROM: what is known, and how it was found.
fact() {
  quote "$3"
  facts="$facts${facts:+,}\"$1\":{\"value\":$2,\"from\":$quoted}"
}

# fact_text ID TEXT FROM
fact_text() {
  quote "$2"
  fact "$1" "$quoted" "$3"
}

# unknown ID WHY
unknown() {
  quote "$2"
  facts="$facts${facts:+,}\"$1\":{\"unknown\":$quoted}"
}

# Adds the JSON string of $1 to the list in items.
add_item() {
  quote "$1"
  items="$items${items:+,}$quoted"
}

# Sets first_line to the first line of $1, without blanks at its front.
first_line_of() {
  first_line=
  while read -r first_line; do
    [ -n "$first_line" ] && break
  done <<END
$1
END
}

# Sets text to the first line of file $1; false where it cannot be read, or is empty.
read_line() {
  text=
  [ -r "$1" ] && { read -r text <"$1" || [ -n "$text" ]; } 2>/dev/null && [ -n "$text" ]
}

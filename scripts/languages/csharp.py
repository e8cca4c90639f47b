"""Checks C# as far as that goes without .NET: the source that jsii generated has to be right syntax, and so have the programs of the
page, whose types and members have to be there in that source.

    csharp.py FOLDER < programs.json
"""

import json
import sys
from pathlib import Path

import tree_sitter_c_sharp
from tree_sitter import Language, Node, Parser

PARSER = Parser(Language(tree_sitter_c_sharp.language()))
DECLARATIONS = ("class_declaration", "interface_declaration", "enum_declaration")
MEMBERS = ("property_declaration", "method_declaration", "enum_member_declaration")
# What the programs use of cdk8s and of .NET itself.
ELSEWHERE = {"Add", "AddJsonPatch", "Length", "Message", "ReadAllText", "Synth", "ToLowerInvariant", "ToString", "WriteLine"}
TYPES_ELSEWHERE = {
    *("ApiObject", "ApiObjectMetadata", "ApiObjectProps", "App", "AppProps", "Chart", "ChartProps", "JsonPatch"),
    *("Console", "Dictionary<string, object>", "Exception", "File"),
}


def text(node: Node) -> str:
    return node.text.decode()


def walk(node: Node):
    yield node
    for child in node.children:
        yield from walk(child)


def syntax_errors(root: Node, name: str) -> list[str]:
    if not root.has_error:
        return []
    return [f"{name}:{node.start_point[0] + 1}: wrong syntax" for node in walk(root) if node.is_error or node.is_missing]


def declared(root: Node) -> dict[str, set[str]]:
    """The types of a file with their members."""
    types: dict[str, set[str]] = {}
    for node in walk(root):
        if node.type in DECLARATIONS:
            members = types.setdefault(text(node.child_by_field_name("name")), set())
            members.update(text(member.child_by_field_name("name")) for member in walk(node) if member.type in MEMBERS)
    return types


def unknown_names(root: Node, types: dict[str, set[str]], name: str) -> list[str]:
    everything = set().union(*types.values(), ELSEWHERE)
    problems = []

    def tell(node: Node, what: str) -> None:
        problems.append(f"{name}, line {node.start_point[0] + 1}: there is no {what}")

    for node in walk(root):
        if node.type == "object_creation_expression":
            made = text(node.child_by_field_name("type"))
            if made not in types and made not in TYPES_ELSEWHERE:
                tell(node, made)
            for assignment in walk(node.child_by_field_name("initializer") or node):
                is_own = assignment.type == "assignment_expression" and assignment.parent.parent == node
                if made in types and is_own and text(assignment.child_by_field_name("left")) not in types[made]:
                    tell(assignment, f"{made}.{text(assignment.child_by_field_name('left'))}")
        elif node.type == "member_access_expression":
            owner, member = text(node.child_by_field_name("expression")), text(node.child_by_field_name("name"))
            if owner[0].isupper() and owner not in types and owner not in TYPES_ELSEWHERE:
                tell(node, owner)
            elif member not in types.get(owner, everything):
                tell(node, f"{owner}.{member}")
    return problems


def main() -> int:
    problems: list[str] = []
    types: dict[str, set[str]] = {}
    files = sorted(Path(sys.argv[1]).rglob("*.cs"))
    for file in files:
        root = PARSER.parse(file.read_bytes()).root_node
        problems += syntax_errors(root, file.name)
        types.update(declared(root))
    programs = json.load(sys.stdin)
    for i, program in enumerate(programs):
        root = PARSER.parse(program.encode()).root_node
        name = f"C# program {i + 1} of docs/languages.md"
        problems += syntax_errors(root, name) + unknown_names(root, types, name)
    if len(types) < 100 or not programs:
        problems.append(f"{len(types)} types and {len(programs)} programs: that can't be all")
    print("\n".join(problems) or f"csharp: {len(files)} files with {len(types)} types, and {len(programs)} programs")
    return 1 if problems else 0


sys.exit(main())

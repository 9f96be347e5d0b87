"""Whether Python programs differ in comments, docstrings, types, layout and names of their own only.

  same_program.py SOURCE SMALL [SOURCE SMALL ...]

All of them share one set of names: what one program calls another's has to be called the same in both.
"""
import ast
import builtins
import sys

RENAMED = ("id", "arg", "name", "attr", "names")
names: dict = {}


def tree(path: str) -> ast.AST:
    root = ast.parse(open(path).read())
    for node in ast.walk(root):
        body = getattr(node, "body", None)
        if isinstance(body, list) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            node.body = body[1:]
        if hasattr(node, "annotation"):
            node.annotation = None
        if hasattr(node, "returns"):
            node.returns = None
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                setattr(node, field, [plain(each) for each in value])
    return root


def plain(node):
    """A variable with a type is an assignment."""
    if isinstance(node, ast.AnnAssign):
        return ast.Assign(targets=[node.target], value=node.value)
    return node


def same(first, second, field: str = "") -> bool:
    if isinstance(first, ast.AST):
        return type(first) is type(second) and all(
            same(getattr(first, name, None), getattr(second, name, None), name)
            for name in first._fields
            if name not in ("type_comment", "annotation", "returns", "simple", "ctx")
        )
    if isinstance(first, list):
        return len(first) == len(second) and all(same(*pair, field) for pair in zip(first, second))
    if field in RENAMED and isinstance(first, str):
        # One short name for each name, whether it is changed or not; what is Python's own is not.
        return names.setdefault(first, second) == second and (first == second or not hasattr(builtins, first))
    return first == second


paths = sys.argv[1:]
result = all(same(tree(source), tree(small)) for source, small in zip(paths[::2], paths[1::2]))
print("same" if result and len(set(names.values())) == len(names) else "different")

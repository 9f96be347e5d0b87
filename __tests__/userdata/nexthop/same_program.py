"""Whether two Python files differ in comments, docstrings and layout only."""
import ast
import sys


def program(path: str) -> str:
    tree = ast.parse(open(path).read())
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            node.body = body[1:]
    return ast.dump(tree)


first, second = map(program, sys.argv[1:3])
print("same" if first == second else "different")

/** The parts of a Python program: a string (first group), a name or number (second group), or any other character. */
export const PYTHON_TOKENS =
	/([rbf]{0,2}(?:"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))|(\w+)|[\s\S]/g;

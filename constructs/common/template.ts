/** A cdktf token within a text: a reference that Terraform is to fill in. */
export const TOKEN = /(\$\{TfToken\[[^\]]+\]\})/;

/**
 * Keeps Terraform from reading `${…}` and `%{…}` in a text as its own templates. Tokens within the text stay what they
 * are: the id of a route table in a node's facts is filled in.
 */
export const escapeTemplate = (text: string): string =>
	text
		.split(TOKEN)
		.map((part) =>
			TOKEN.test(part)
				? part
				: part.replaceAll("${", () => "$${").replaceAll("%{", "%%{"),
		)
		.join("");

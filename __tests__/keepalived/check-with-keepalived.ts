import { runInNodeImage } from "../support/node-image";

/** What `keepalived -t` says about one configuration. */
export interface KeepalivedVerdict {
	/** 0: right. 4: cannot run. 5: errors it would run with. 6: scripts without script security. */
	readonly exitCode: number;
	readonly output: string;
}

/** Programs that the configurations of the tests name. */
const SCRIPTS = [
	"/etc/keepalived/check_nginx",
	"/etc/keepalived/check_disk",
	"/etc/keepalived/check_server",
	"/etc/keepalived/notify",
	"/etc/keepalived/read_fifo",
];

const DIRECTORY = "/var/tmp/configurations";

const CHECK_ALL = `
for file in ${DIRECTORY}/*.conf; do
	output=$(keepalived -t -f "$file" 2>&1)
	code=$?
	printf '%s %s %s\\n' "$(basename "$file" .conf)" "$code" "$(printf '%s' "$output" | base64 -w 0)"
done
`;

/**
 * Checks configurations with the keepalived of the node image, all in one run.
 * @param configurations name (letters, digits and hyphens) → text of keepalived.conf
 */
export async function checkWithKeepalived(
	configurations: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, KeepalivedVerdict>> {
	const files: Record<string, string> = {};
	for (const script of SCRIPTS) {
		files[script] = "#!/bin/sh\nexit 0\n";
	}
	for (const [name, text] of Object.entries(configurations)) {
		files[`${DIRECTORY}/${name}.conf`] = text;
	}
	const { exitCode, stdout, stderr } = await runInNodeImage(CHECK_ALL, files);
	const verdicts = new Map(stdout.trim().split("\n").map(parseVerdict));
	const missing = Object.keys(configurations).filter(
		(name) => !verdicts.has(name),
	);
	if (missing.length > 0) {
		throw new Error(
			`keepalived said nothing about ${missing.join(", ")} (exit code ${exitCode}): ${stderr}`,
		);
	}
	return verdicts;
}

function parseVerdict(line: string): readonly [string, KeepalivedVerdict] {
	const [name = "", exitCode = "", output = ""] = line.split(" ");
	return [
		name,
		{
			exitCode: Number(exitCode),
			output: Buffer.from(output, "base64").toString("utf8"),
		},
	];
}

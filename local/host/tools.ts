import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isRoot } from "./host";

/** A program of this computer that halab calls. */
export interface Tool {
	readonly program: string;
	/** The Debian and Ubuntu package that has it. */
	readonly debianPackage: string;
}

const TOOLS: readonly Tool[] = [
	{ program: "bash", debianPackage: "bash" },
	{ program: "bridge", debianPackage: "iproute2" },
	{ program: "flock", debianPackage: "util-linux" },
	{ program: "ip", debianPackage: "iproute2" },
	{ program: "mmdebstrap", debianPackage: "mmdebstrap" },
	{ program: "nft", debianPackage: "nftables" },
	{ program: "nsenter", debianPackage: "util-linux" },
	{ program: "setpriv", debianPackage: "util-linux" },
	{ program: "systemd-nspawn", debianPackage: "systemd-container" },
	{ program: "unshare", debianPackage: "util-linux" },
];

/** Only an ordinary user needs these: they hand out the user ids of a range in /etc/subuid. */
const USER_TOOLS: readonly Tool[] = [
	{ program: "newgidmap", debianPackage: "uidmap" },
	{ program: "newuidmap", debianPackage: "uidmap" },
];

/** The tools that this user's labs need and this computer does not have. */
export async function missingTools(): Promise<readonly Tool[]> {
	const needed = isRoot() ? TOOLS : [...TOOLS, ...USER_TOOLS];
	const found = await Promise.all(
		needed.map(({ program }) => isInPath(program)),
	);
	return needed.filter((_, index) => !found[index]);
}

async function isInPath(program: string): Promise<boolean> {
	const { PATH = "" } = process.env;
	for (const directory of PATH.split(delimiter).filter(Boolean)) {
		const executable = await access(
			join(directory, program),
			constants.X_OK,
		).then(
			() => true,
			() => false,
		);
		if (executable) {
			return true;
		}
	}
	return false;
}

import { reportError } from "../../../local/cloud/report-error";
import { openVpcStore } from "../../../local/vpc/journal";
import { identityOf } from "../vpc/sample-cloud";

// Does to the journal in the directory that the first argument names what a local cloud does, and says `done` when all was
// carried out. What fails is told as in the local cloud's process, which goes on otherwise.
const COMMANDS = 400;

async function main(directory: string): Promise<void> {
	const store = await openVpcStore({
		directory,
		create: identityOf("tencentcloud"),
	});
	const before = Object.keys(store.state.roles).length;
	setInterval(() => {}, 1000);
	for (let number = 0; number < COMMANDS; number++) {
		await store
			.execute({
				type: "create-role",
				name: `role-${before + number}`,
				permissions: [{ actions: ["*"], resources: ["*"] }],
			})
			.catch(reportError);
	}
	console.log("done");
	process.exit(0);
}

void main(process.argv[2] ?? "");

import { openVpcStore } from "../../../local/vpc/journal";
import { identityOf } from "./sample-cloud";

// Writes to the journal in the directory that the first argument names until it is killed or cannot any more, and tells of
// each command that was carried out: `done NAME`, at the end `failed MESSAGE`.
const [, , directory = "", round = ""] = process.argv;

async function main(): Promise<void> {
	const store = await openVpcStore({
		directory,
		create: identityOf("tencentcloud"),
		// Small enough that the program is killed while it compacts too.
		compactAboveBytes: 8192,
	});
	let count = 0;
	const work = async (): Promise<void> => {
		for (;;) {
			count += 1;
			const name = `${round}-${count}`;
			await store.execute({
				type: "create-role",
				name,
				permissions: [{ actions: [name], resources: ["*"] }],
			});
			process.stdout.write(`done ${name}\n`);
		}
	};
	const workers = [1, 2, 3, 4, 5].map(work);
	for (const end of await Promise.allSettled(workers)) {
		if (end.status === "rejected") {
			process.stdout.write(`failed ${end.reason.message.split("\n")[0]}\n`);
		}
	}
	await store.close();
}

void main();

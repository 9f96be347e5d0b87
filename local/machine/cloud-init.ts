import { z } from "zod";
import { parseJson } from "../host/json";
import { readIfThere } from "../host/proc";

/** How far cloud-init is on a node. */
export type CloudInitState = "none" | "running" | "done" | "error";

/** What cloud-init says about itself. */
export interface CloudInitReport {
	readonly state: CloudInitState;
	/** The stage that runs, e.g. `modules-final`. */
	readonly stage?: string;
	readonly errors: readonly string[];
}

const resultSchema = z.object({
	v1: z.object({ errors: z.array(z.string()) }),
});

const statusSchema = z.object({
	v1: z.object({ stage: z.string().nullish() }),
});

/** Read cloud-init's own status files. @param root the node's root directory as this process reaches it */
export async function readCloudInit(root: string): Promise<CloudInitReport> {
	const result = resultSchema.safeParse(
		await readJson(`${root}/run/cloud-init/result.json`),
	);
	if (result.success) {
		const { errors } = result.data.v1;
		return { state: errors.length > 0 ? "error" : "done", errors };
	}
	const status = statusSchema.safeParse(
		await readJson(`${root}/run/cloud-init/status.json`),
	);
	if (!status.success) {
		return { state: "none", errors: [] };
	}
	const { stage } = status.data.v1;
	return { state: "running", errors: [], ...(stage ? { stage } : {}) };
}

async function readJson(path: string): Promise<unknown> {
	const text = await readIfThere(path);
	// Half written, it is no JSON yet.
	return text === undefined ? undefined : parseJson(text);
}

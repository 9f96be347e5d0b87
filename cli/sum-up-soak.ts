import type { SoakStepResult } from "../drills/soak/soak";
import { renderSoak } from "./render-soak";

/**
 * Runs a soak's steps and says what they showed, also when a step cannot be done, e.g. because of Ctrl-C: what was measured
 * until then is not lost.
 *
 * @param work runs the steps and tells of each as it ends
 * @param say takes the summary
 * @throws what `work` does
 */
export async function sumUpSoak(
	seed: number,
	work: (
		onStep: (result: SoakStepResult) => Promise<void>,
	) => Promise<readonly SoakStepResult[]>,
	say: (summary: string) => void,
): Promise<readonly SoakStepResult[]> {
	const ended: SoakStepResult[] = [];
	try {
		const results = await work(async (result) => {
			ended.push(result);
		});
		say(renderSoak(results, seed));
		return results;
	} catch (error) {
		if (ended.length > 0) {
			say(renderSoak(ended, seed));
		}
		throw error;
	}
}

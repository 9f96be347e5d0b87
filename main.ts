import { EXIT } from "./base/halab-error";
import { forPeople } from "./cli/for-people";
import { withSettings } from "./cli/in-settings";
import { loadSettings } from "./cli/load-settings";
import { planLab } from "./plan/plan-lab";
import { findingsOf, labApp } from "./platforms/lab-app";

export { LabStack, labApp } from "./platforms/lab-app";

/**
 * Synthesizes the lab of the settings file: `halab.yaml`, or the one that `HALAB_SETTINGS` names.
 *
 * @returns exit code: 0, 2 when the settings are wrong, or 1 when they cannot be synthesized, which is said in one message
 */
export function main(): number {
	const { HALAB_SETTINGS } = process.env;
	try {
		const settings = loadSettings("cloud", { file: HALAB_SETTINGS });
		const app = withSettings(HALAB_SETTINGS, () => labApp(planLab(settings)));
		try {
			app.synth();
		} catch (error) {
			// What was noted as an error ends the synthesis with an error of its own.
			const { errors } = findingsOf(app);
			if (errors.length === 0) {
				throw error;
			}
			console.error(errors.join("\n"));
			return EXIT.mistake;
		}
		return 0;
	} catch (error) {
		const { message, exitCode } = forPeople(error);
		console.error(message);
		return exitCode;
	}
}

if (require.main === module) {
	process.exitCode = main();
}

import { withSettings } from "./cli/in-settings";
import { loadSettings } from "./cli/load-settings";
import { DesignError } from "./design/errors";
import { KeepalivedConfigError } from "./keepalived";
import { planLab } from "./plan/plan-lab";
import { SettingsError } from "./plan/settings-error";
import { findingsOf, labApp } from "./platforms/lab-app";
import { UserDataError } from "./userdata";

export { LabStack, labApp } from "./platforms/lab-app";

const isUserError = (error: unknown): error is Error =>
	error instanceof SettingsError ||
	error instanceof DesignError ||
	error instanceof KeepalivedConfigError ||
	error instanceof UserDataError;

/**
 * Synthesizes the lab of the settings file: `halab.yaml`, or the one that `HALAB_SETTINGS` names.
 *
 * @returns exit code: 0, or 2 when the settings are wrong, which is said in one message
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
			return 2;
		}
		return 0;
	} catch (error) {
		if (!isUserError(error)) {
			throw error;
		}
		console.error(error.message);
		return 2;
	}
}

if (require.main === module) {
	process.exitCode = main();
}

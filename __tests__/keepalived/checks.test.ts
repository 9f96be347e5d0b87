import { expect, it } from "vitest";
import { renderKeepalivedConf } from "../../keepalived";
import { withInstance } from "./base";
import { refusals } from "./refusals";

it.each(Object.entries(refusals))("refuses %s", (_, { config, message }) => {
	expect(() => renderKeepalivedConf(config)).toThrow(message);
});

it.each(
	Object.entries(refusals),
)("reports one problem, and not its consequences, for %s", (_, { config }) => {
	expect(problemsOf(config)).toHaveLength(1);
});

it("refuses going to backup after a sleep without nopreempt", () => {
	const config = withInstance({ timerExpiredBackup: true });
	expect(() => renderKeepalivedConf(config, { version: "2.2.8" })).toThrow(
		/timerExpiredBackup: got timer_expired_backup without nopreempt/,
	);
});

function problemsOf(
	config: Parameters<typeof renderKeepalivedConf>[0],
): readonly string[] {
	try {
		renderKeepalivedConf(config);
		return [];
	} catch (error) {
		return String(error).split("\n").slice(1);
	}
}

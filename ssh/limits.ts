/** What takes more than a shell on the machine, by the fault's name. */
const REASONS: Readonly<Record<string, string>> = {
	freeze:
		"only a hypervisor can stop a whole machine and let it go on; from inside nobody would be left to thaw it",
};

/** What needs somebody at the cloud's console meanwhile, so that no suite may run it unattended. */
const WITH_CONSOLE: ReadonlySet<string> = new Set(["shutdown"]);

/** Why a fault cannot be made over ssh at all; undefined when it can. */
export const impossibleOverSsh = (fault: string): string | undefined =>
	REASONS[fault];

/** Whether somebody has to start a machine in the cloud's console for a fault to be healed. */
export const needsConsole = (fault: string): boolean => WITH_CONSOLE.has(fault);

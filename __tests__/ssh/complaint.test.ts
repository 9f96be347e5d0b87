import { describe, expect, test } from "vitest";
import {
	type Destination,
	isOfSsh,
	refusal,
	unreachable,
} from "../../ssh/complaint";

const BASTION: Destination = {
	machine: { name: "bastion", address: "203.0.113.10", user: "root" },
	role: "bastion",
	knownHosts: "/state/known_hosts",
};

/** As OpenSSH 9.2 says them with `LogLevel ERROR`. */
const CHANGED = `@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Host key verification failed.
`;
const DENIED = "root@203.0.113.10: Permission denied (publickey).\n";
const TIMED_OUT =
	"ssh: connect to host 203.0.113.10 port 22: Connection timed out\n";

describe("whose failure it is", () => {
	test.each([
		CHANGED,
		DENIED,
		TIMED_OUT,
		"kex_exchange_identification: Connection closed by remote host\n",
		"channel 0: open failed: connect failed: No route to host\nstdio forwarding failed\n",
		"Connection closed by UNKNOWN port 65535\n",
		"Timeout, server 10.34.0.2 not responding.\n",
		"",
	])("ssh's: %j", (stderr) => {
		expect(isOfSsh(255, stderr)).toBe(true);
		expect(isOfSsh(1, stderr)).toBe(false);
	});

	test("a command's own exit code 255", () => {
		expect(isOfSsh(255, "cannot open display\n")).toBe(false);
	});
});

describe("what people read", () => {
	test("the host key changed", () => {
		expect(refusal(CHANGED, BASTION)?.message).toBe(
			[
				"bastion (root@203.0.113.10) shows another host key than before. It is another machine, or somebody stands in between.",
				"→ If the machine was made anew, forget the old key: ssh-keygen -R 203.0.113.10 -f /state/known_hosts",
			].join("\n"),
		);
	});

	test("the wrong key", () => {
		expect(
			refusal(DENIED, { ...BASTION, identity: "~/.ssh/id_rsa" })?.message,
		).toBe(
			[
				"bastion (root@203.0.113.10) does not accept the key.",
				"  | root@203.0.113.10: Permission denied (publickey).",
				"→ The stack lets in the key that access.publicKey named when it was deployed. Name its private half with --identity (tried: ~/.ssh/id_rsa).",
			].join("\n"),
		);
	});

	test("a key that others can read", () => {
		const stderr = `WARNING: UNPROTECTED PRIVATE KEY FILE!\nLoad key "k": bad permissions\n${DENIED}`;
		expect(refusal(stderr, { ...BASTION, identity: "k" })?.message).toMatch(
			/^The private key k cannot be used\.[\s\S]*chmod 600/,
		);
	});

	test("silence is no refusal", () => {
		expect(refusal(TIMED_OUT, BASTION)).toBeUndefined();
		expect(unreachable(TIMED_OUT, BASTION).message).toMatch(
			/^The bastion does not answer at 203\.0\.113\.10\.\n {2}\| ssh: connect.*\n→ .*access\.adminCidrs/,
		);
	});
});

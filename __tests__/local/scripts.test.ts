import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheDirectory } from "../../local/host/host";
import { run } from "../../local/host/process";
import { ensureImage } from "../../local/machine/image";
import { RUN_IN_IMAGE, runInNodeImage } from "../support/node-image";

const ROOM = join(__dirname, "..", "..", "local");

test("shellcheck has nothing to say about the shell scripts", async ({
	skip,
}) => {
	const found = await run("shellcheck", ["--version"]);
	if (found.exitCode !== 0) {
		skip("shellcheck is not installed");
	}
	const files = await readdir(ROOM, { recursive: true });
	const scripts = files.filter((file) => file.endsWith(".sh"));
	expect(scripts.length).toBeGreaterThan(5);
	const outcome = await run("shellcheck", [
		...scripts.map((file) => join(ROOM, file)),
		RUN_IN_IMAGE,
	]);
	expect(outcome).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

test("the image is a fresh machine: programs there, services off, nothing to download from", async () => {
	const outcome = await runInNodeImage(`
		keepalived --version 2>&1 | grep -o '^Keepalived v2' && nginx -v && logrotate --version 2>&1 | head -1
		ls /etc/systemd/system/multi-user.target.wants | grep -E 'nginx|keepalived'
		cat /etc/apt/sources.list /etc/resolv.conf
		ls -A /etc/apt/sources.list.d; ls /usr/bin/py3compile.real
		systemctl is-enabled cloud-init-preload.service cloud-final.service
	`);
	expect(outcome.stdout).toMatch(
		/^Keepalived v2\nlogrotate [\d.]+\nenabled\nenabled\n$/,
	);
});

test("nobody else gets at the images", async () => {
	await ensureImage();
	const { mode } = await stat(join(cacheDirectory(), "images"));
	expect(mode & 0o777).toBe(0o700);
});

test("the image's cloud-init configuration is valid", async () => {
	const config = await readFile(
		join(ROOM, "machine/files/image/root/etc/cloud/cloud.cfg"),
		"utf8",
	);
	const outcome = await runInNodeImage(
		"cloud-init schema --config-file /run/cloud.cfg",
		{ "/run/cloud.cfg": `#cloud-config\n${config}` },
	);
	expect(outcome).toMatchObject({ exitCode: 0, stderr: "" });
});

// Makes every `require("cdktf")` of this process load CDK Terrain, as the npm alias "cdktf": "npm:cdktn@…" does.
const Module = require("node:module");

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
	return resolve.call(
		this,
		request.replace(/^cdktf(?=\/|$)/, "cdktn"),
		...rest,
	);
};

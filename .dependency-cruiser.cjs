// The walls of the house: rooms.json names each room and the rooms that it may import, and everything else is refused. An
// empty key is the house, another one a room with rooms of its own, where "." are the files directly in it.
const houses = require("./rooms.json");

const IMPORTS_OF_OURS = ["local", "undetermined", "unknown", "aliased"];

/** Paths of a room's files. What is generated may not be there yet, so that its path stays as it was written. */
function pathOf(house, room) {
	switch (room) {
		case "*":
			return "";
		case ".":
			return `^${house}[^/]+$`;
		case ".gen":
		case "dist":
			return `(^|/)${room.replaceAll(".", "\\.")}/`;
		default:
			return `^${house}${room.replaceAll(".", "\\.")}(/|$)`;
	}
}

const walls = Object.entries(houses).flatMap(([house, rooms]) => {
	const inside = { path: `^${house}`, dependencyTypes: IMPORTS_OF_OURS };
	const known = Object.keys(rooms).map((room) => pathOf(house, room));
	const unknown = { path: `^${house}`, pathNot: known };
	return [
		...Object.entries(rooms).map(([room, allowed]) => ({
			name: `${house}${room} may import ${allowed.join(", ") || "nothing"}`,
			severity: "error",
			from: { path: pathOf(house, room) },
			to: {
				...inside,
				pathNot: [room, ...allowed].map((other) => pathOf(house, other)),
			},
		})),
		...[
			{ from: unknown, to: {} },
			{ from: { ...unknown, orphan: true }, to: {} },
		].map((rule) => ({
			name: `no room of rooms.json${house && `, ${house}`}`,
			severity: "error",
			...rule,
		})),
	];
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
	forbidden: [
		...walls,
		{
			name: "a circle of imports",
			severity: "error",
			from: {},
			to: { circular: true },
		},
		{
			name: "a pure room asks nothing of the machine",
			severity: "error",
			from: { path: "^(keepalived|design|plan|constructs)/" },
			to: { dependencyTypes: ["core"] },
		},
	],
	options: {
		parser: "swc",
		doNotFollow: { path: "node_modules|^\\.gen" },
		exclude: {
			path: "^(node_modules|dist|cdktf\\.out|coverage|\\.halab|docs)/",
		},
	},
};

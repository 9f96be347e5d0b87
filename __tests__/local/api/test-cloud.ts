import type { CloudId } from "../../../design/clouds";
import { nexthopPermissions } from "../../../design/nexthop-permissions";
import { Faults } from "../../../local/api/faults";
import {
	type ApiCallRecord,
	type ApiServer,
	apiServer,
} from "../../../local/api/server";
import { DIALECTS } from "../../../local/clouds/dialects";
import { roleCredentials } from "../../../local/vpc/credentials";
import { emptyState } from "../../../local/vpc/empty-state";
import type { VpcService } from "../../../local/vpc/service";
import { MemoryVpc } from "./memory-vpc";

export const CIDR = "10.255.34.200/32";
export const REGION = "region-1";
/** May do everything. */
export const KEY = { id: "AKIDANYTHING", secret: "secret/+ of anything" };
/** May only describe. */
export const READER = { id: "AKIDREADER", secret: "secret of a reader" };

export interface RoleKey {
	readonly id: string;
	readonly secret: string;
	readonly token: string;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
}

/** A VPC `vpc-1` with the nodes `i-1` and `i-2`, and its API on 127.0.0.1. */
export interface TestCloud {
	readonly service: VpcService;
	readonly server: ApiServer;
	readonly port: number;
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	readonly records: readonly ApiCallRecord[];
	readonly routeTableId: string;
	/** What the double said it did wrong. */
	readonly failures: readonly unknown[];
	/** The keys that a node's role gives it, at a moment. Kingsoft Cloud gives none. */
	roleKey(instance: 1 | 2, now?: number): RoleKey;
	/** Leads the address to an instance, settled. */
	route(instanceId: string, destination?: string): Promise<void>;
	/** Where the address leads, by instance. */
	hops(): readonly string[];
	/** How many routes to the address there were at most at one time. */
	mostRoutes(): number;
	close(): Promise<void>;
}

export async function startCloud(
	cloud: CloudId,
	options: {
		readonly latencyMilliseconds?: number;
		readonly settleMilliseconds?: number;
		readonly random?: () => number;
		/** Done before the API listens. */
		readonly prepare?: (
			service: VpcService,
			routeTableId: string,
		) => Promise<unknown>;
	} = {},
): Promise<TestCloud> {
	const service = new MemoryVpc(
		emptyState({
			cloud,
			region: REGION,
			accountId: "100000000001",
			secret: "from this the roles' keys are made",
		}),
	);
	await service.execute({
		type: "create-vpc",
		id: "vpc-1",
		name: "lab",
		cidr: "10.34.0.0/16",
		multicast: false,
	});
	await service.execute({
		type: "create-subnet",
		id: "subnet-1",
		vpcId: "vpc-1",
		name: "nodes",
		cidr: "10.34.0.0/20",
		zone: "zone-1",
		gateway: "10.34.0.1",
	});
	const [table] = Object.values(service.state.routeTables);
	const routeTableId = table?.id ?? "";
	await service.execute({
		type: "create-role",
		name: "nexthop",
		permissions: nexthopPermissions(cloud, {
			region: REGION,
			routeTableId,
			vpcId: "vpc-1",
			accountId: service.state.accountId,
		}),
	});
	for (const number of [1, 2]) {
		await service.execute({
			type: "create-instance",
			id: `i-${number}`,
			name: `node-${number}`,
			subnetId: "subnet-1",
			address: `10.34.0.${number + 1}`,
			mac: `02:00:0a:22:00:0${number + 1}`,
			securityGroupIds: [],
			roleName: "nexthop",
		});
	}
	for (const [key, actions] of [
		[KEY, ["*"]],
		[READER, ["Describe*"]],
	] as const) {
		await service.execute({
			type: "create-access-key",
			...key,
			user: "tester",
			permissions: [{ actions, resources: ["*"] }],
		});
	}
	await options.prepare?.(service, routeTableId);
	let most = 0;
	service.onChange = ({ routes }) => {
		const found = Object.values(routes).filter(
			({ destination }) => destination === CIDR,
		);
		most = Math.max(most, found.length);
	};
	const records: ApiCallRecord[] = [];
	const failures: unknown[] = [];
	const server = apiServer({
		dialect: DIALECTS[cloud].api(),
		service,
		faults: new Faults(options.random ?? Math.random),
		latencyMilliseconds: options.latencyMilliseconds ?? 0,
		settleMilliseconds: options.settleMilliseconds ?? 50,
		log: (record) => records.push(record),
		onError: (failure) => failures.push(failure),
	});
	const port = await server.listen("127.0.0.1", 0);
	return {
		service,
		server,
		port,
		url: `http://127.0.0.1:${port}`,
		records,
		routeTableId,
		failures,
		roleKey(instance, now = Date.now()) {
			const found = service.state.instances[`i-${instance}`];
			const keys = found && roleCredentials(service.state, found, now);
			if (keys === undefined) {
				throw new TypeError(`i-${instance} has no role credentials`);
			}
			const { accessKeyId: id, secret, token, expiresAt } = keys;
			return { id, secret, token, expiresAt };
		},
		async route(instanceId, destination = CIDR) {
			await service.execute({
				type: "create-route",
				routeTableId,
				destination,
				nextHop: { kind: "instance", instanceId },
			});
		},
		hops: () =>
			Object.values(service.state.routes)
				.filter(({ destination }) => destination === CIDR)
				.map(({ nextHop }) =>
					nextHop.kind === "instance" ? nextHop.instanceId : "",
				),
		mostRoutes: () => most,
		close: () => server.close(),
	};
}

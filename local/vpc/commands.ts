import type {
	AccessKey,
	EipTarget,
	NatGateway,
	NextHop,
	Role,
	SecurityGroup,
	Subnet,
	Vpc,
} from "./entities";

/** What may be asked of the model. Ids that are left out are made. */
export type VpcCommand =
	/** The VPC's main route table comes with it. */
	| ({
			readonly type: "create-vpc";
			readonly id?: string;
			readonly mainRouteTableId?: string;
	  } & Omit<Vpc, "id">)
	| ({ readonly type: "create-subnet"; readonly id?: string } & Omit<
			Subnet,
			"id"
	  >)
	| {
			readonly type: "create-route-table";
			readonly id?: string;
			readonly vpcId: string;
			readonly name: string;
	  }
	| ({ readonly type: "create-security-group"; readonly id?: string } & Omit<
			SecurityGroup,
			"id"
	  >)
	| {
			readonly type: "replace-security-rules";
			readonly securityGroupId: string;
			readonly rules: SecurityGroup["rules"];
	  }
	| {
			readonly type: "create-instance";
			readonly id?: string;
			readonly name: string;
			readonly subnetId: string;
			readonly address: string;
			readonly mac: string;
			readonly securityGroupIds: readonly string[];
			readonly roleName?: string;
	  }
	/**
	 * `asynchronous` leaves the change under way until `settle-route`. Refused while another asynchronous change is under
	 * way in the same VPC, where the cloud refuses that.
	 */
	| {
			readonly type: "create-route";
			readonly routeTableId: string;
			readonly destination: string;
			readonly nextHop: NextHop;
			readonly asynchronous?: boolean;
	  }
	| {
			readonly type: "replace-route";
			readonly routeId: string;
			readonly nextHop: NextHop;
			readonly asynchronous?: boolean;
	  }
	| {
			readonly type: "delete-route";
			readonly routeId: string;
			readonly asynchronous?: boolean;
	  }
	/** Nothing happens when the route is so already. */
	| {
			readonly type: "enable-route" | "disable-route";
			readonly routeId: string;
	  }
	/** Finish what an asynchronous command began. Nothing happens when the route is settled or gone. */
	| { readonly type: "settle-route"; readonly routeId: string }
	| {
			readonly type: "create-havip";
			readonly id?: string;
			readonly name: string;
			readonly subnetId: string;
			readonly address: string;
	  }
	| {
			readonly type: "attach-havip";
			readonly haVipId: string;
			readonly instanceId: string;
	  }
	| {
			readonly type: "detach-havip";
			readonly haVipId: string;
			readonly instanceId: string;
	  }
	/**
	 * A gratuitous ARP was seen. Nothing happens when the address is no HAVIP or the sender is not attached, nor when the
	 * owner said the same less than a second ago.
	 */
	| {
			readonly type: "announce-havip";
			readonly address: string;
			readonly mac: string;
	  }
	| {
			readonly type: "allocate-eip";
			readonly id?: string;
			readonly name: string;
			readonly address: string;
	  }
	| {
			readonly type: "associate-eip";
			readonly eipId: string;
			readonly target: EipTarget;
	  }
	| { readonly type: "disassociate-eip"; readonly eipId: string }
	| ({ readonly type: "create-nat-gateway"; readonly id?: string } & Omit<
			NatGateway,
			"id"
	  >)
	| ({ readonly type: "create-role" } & Role)
	| ({ readonly type: "create-access-key" } & AccessKey);

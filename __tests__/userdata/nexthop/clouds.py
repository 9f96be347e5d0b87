"""The route tables of three clouds, as far as the nexthop helper sees them: actions in, answers or error codes out.

Time is handed in, so that a simulation can play it and a server can use the real one.
"""

VPC, TABLE = "vpc-1", "rtb-1"


class ApiError(Exception):
    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.status = code, status


class Cloud:
    """Routes of one VPC. `duplicates` says whether a second route to one destination is accepted."""

    atomic = True

    def __init__(self, now, duplicates: bool = False) -> None:
        self.now, self.duplicates, self.serial = now, duplicates, 0
        self.routes: list = []
        self.past: list = []  # (until when, routes)
        self.empty_page = False
        # The cloud may show a next hop by another name than the one by which it was asked for.
        self.shape = ""

    def put(self, cidr: str, hop: str) -> dict:
        self.serial += 1
        route = {"id": f"r-{self.serial}", "cidr": cidr, "hop": hop}
        self.remember()
        self.routes = [*self.routes, route]
        return route

    def remember(self) -> None:
        self.past.append((self.now(), self.routes))

    def at(self, moment: float) -> list:
        """The routes as they were."""
        for until, routes in self.past:
            if moment < until:
                return routes
        return self.routes

    def create(self, cidr: str, hop: str) -> dict:
        if not self.duplicates and any(route["cidr"] == cidr for route in self.routes):
            raise ApiError(self.DUPLICATE)
        if self.shape and hop.startswith(self.shape):
            raise ApiError("InvalidInstanceId")
        return self.put(cidr, hop)

    def change(self, route_id: str, **change) -> None:
        if all(route["id"] != route_id for route in self.routes):
            raise ApiError(self.NOT_FOUND, 404)
        self.remember()
        self.routes = [{**route, **change} if route["id"] == route_id else route for route in self.routes]

    def delete(self, route_id: str) -> None:
        if all(route["id"] != route_id for route in self.routes):
            raise ApiError(self.NOT_FOUND, 404)
        self.remember()
        self.routes = [route for route in self.routes if route["id"] != route_id]

    def lead(self, cidr: str, hop: str) -> None:
        """Somebody leads the route elsewhere, as a change does on this cloud."""
        for route in self.routes:
            if route["cidr"] == cidr and self.atomic:
                self.change(route["id"], hop=hop)
            elif route["cidr"] == cidr:
                self.delete(route["id"])
                self.put(cidr, hop)

    def hops(self, cidr: str) -> list:
        return [route["hop"] for route in self.routes if route["cidr"] == cidr]

    @staticmethod
    def mutates(action: str) -> bool:
        return not action.startswith("Describe")

    def act(self, action: str, params: dict, stale: float = 0) -> dict:
        """`stale`: how many seconds old a describe's answer is."""
        handler = getattr(self, action, None)
        if handler is None:
            raise ApiError("InvalidAction")
        return handler(params) if self.mutates(action) else handler(params, self.at(self.now() - stale))


class Tencent(Cloud):
    enabled = True
    DUPLICATE, NOT_FOUND, THROTTLED = "InvalidParameterValue.Duplicate", "ResourceNotFound", "RequestLimitExceeded"
    EXPIRED = "AuthFailure.TokenFailure"

    def DescribeRouteTables(self, params: dict, routes: list) -> dict:
        filters = {each["Name"]: each["Values"] for each in params["Filters"]}
        if filters["vpc-id"] != [VPC] or filters.get("route-table-id", [TABLE]) != [TABLE]:
            return {"Response": {"TotalCount": 0, "RouteTableSet": []}}
        rows = [{"RouteId": int(route["id"][2:]), "RouteItemId": f"rti-{route['id'][2:]}", "GatewayType": "NORMAL_CVM",
                 "GatewayId": self.shape + route["hop"], "Enabled": self.enabled, "DestinationCidrBlock": route["cidr"]} for route in routes]
        tables = [{"VpcId": VPC, "RouteTableId": "rtb-0", "RouteSet": []}] if self.empty_page else []
        tables.append({"VpcId": VPC, "RouteTableId": TABLE, "RouteSet": rows})
        offset = int(params["Offset"])
        page = tables[offset:offset + 1 if self.empty_page else None]
        return {"Response": {"TotalCount": len(tables), "RouteTableSet": page}}

    def check(self, params: dict) -> dict:
        [route] = params["Routes"]
        if params["RouteTableId"] != TABLE or route["GatewayType"] != "NORMAL_CVM":
            raise ApiError("InvalidParameterValue")
        return route

    def ReplaceRoutes(self, params: dict) -> dict:
        route = self.check(params)
        self.change(f"r-{route['RouteId']}", hop=route["GatewayId"])
        return {"Response": {}}


class Alibaba(Cloud):
    """A change takes a while, and until then the VPC takes no other."""

    DUPLICATE, NOT_FOUND, THROTTLED = "RouterEntryConflict.Duplicated", "InvalidRouteEntryId.NotFound", "Throttling.User"
    EXPIRED = "InvalidSecurityToken.Expired"
    work_seconds = 0.0

    def settle(self) -> None:
        for route in self.routes:
            if route.get("next") and self.now() >= route["done"]:
                self.change(route["id"], hop=route["next"], next=None)

    def begin(self) -> None:
        self.settle()
        if any(route.get("next") for route in self.routes):
            raise ApiError("TaskConflict")

    def DescribeRouteEntryList(self, params: dict, routes: list) -> dict:
        self.settle()
        if params["RouteTableId"] != TABLE:
            raise ApiError("InvalidRouteTableId.NotFound", 404)
        if self.empty_page and "NextToken" not in params:
            return {"RouteEntrys": {"RouteEntry": []}, "NextToken": "1"}
        return {"RouteEntrys": {"RouteEntry": [
            {"DestinationCidrBlock": route["cidr"], "Status": "Modifying" if route.get("next") else "Available",
             "NextHops": {"NextHop": [{"NextHopId": self.shape + route["hop"], "NextHopType": "Instance"}]}}
            for route in routes if route["cidr"] == params["DestinationCidrBlock"]]}}

    def ModifyRouteEntry(self, params: dict) -> dict:
        self.begin()
        for route in self.routes:
            if route["cidr"] == params["DestinationCidrBlock"] and params["RouteTableId"] == TABLE:
                if self.work_seconds:
                    self.change(route["id"], next=params["NewNextHopId"], done=self.now() + self.work_seconds)
                else:
                    self.change(route["id"], hop=params["NewNextHopId"])
                return {}
        raise ApiError(self.NOT_FOUND, 404)


class Kingsoft(Cloud):
    DUPLICATE, NOT_FOUND, THROTTLED = "RouteDuplicate", "RouteNotFound", "Throttling"
    EXPIRED = "SecurityTokenExpired"
    atomic = False

    def DescribeRoutes(self, params: dict, routes: list) -> dict:
        filters = {params[f"Filter.{n}.Name"]: params[f"Filter.{n}.Value.1"] for n in (1, 2, 3)}
        if filters["vpc-id"] != VPC or filters["route-type"] != "Host":
            return {"RouteSet": []}
        if self.empty_page and "NextToken" not in params:
            return {"RouteSet": [], "NextToken": "1"}
        return {"RouteSet": [
            {"RouteId": route["id"], "DestinationCidrBlock": route["cidr"], "RouteType": "Host", "VpcId": VPC,
             "NextHopSet": [{"GatewayId": self.shape + route["hop"]}]}
            for route in routes if route["cidr"] == filters["destination-cidr-block"]]}

    def DeleteRoute(self, params: dict) -> dict:
        self.delete(params["RouteId"])
        return {"Return": True}

    def CreateRoute(self, params: dict) -> dict:
        if params["VpcId"] != VPC or params["RouteType"] != "Host":
            raise ApiError("InvalidParameterValue")
        return {"RouteId": self.create(params["DestinationCidrBlock"], params["InstanceId"])["id"]}


CLOUDS = {"tencentcloud": Tencent, "alicloud": Alibaba, "ksyun": Kingsoft}

"""Tencent Cloud, VPC API 2017-03-12, signed with TC3-HMAC-SHA256. A NORMAL_CVM next hop is a private address."""
import hashlib
import hmac
import json
import time

ENDPOINT = "https://vpc.tencentcloudapi.com"
METADATA = "http://metadata.tencentyun.com"
PAGE = 100
CREATES = False
# In error codes: the keys are not good any more.
EXPIRED = ("Expire", "TokenFailure", "SecretIdNotFound")


def hop(ask):
    return ask("/latest/meta-data/local-ipv4")


def role_keys(ask, role):
    keys = json.loads(ask(f"/latest/meta-data/cam/security-credentials/{role}"))
    return {"id": keys["TmpSecretId"], "secret": keys["TmpSecretKey"], "token": keys["Token"],
            "expires": keys["ExpiredTime"]}


def sign(keys, host, region, action, params, now):
    def digest(text):
        return hashlib.sha256(text.encode()).hexdigest()

    body, kind, day = json.dumps(params), "application/json", time.strftime("%Y-%m-%d", time.gmtime(now))
    canonical = f"POST\n/\n\ncontent-type:{kind}\nhost:{host}\n\ncontent-type;host\n{digest(body)}"
    scope = f"{day}/vpc/tc3_request"
    key = ("TC3" + keys["secret"]).encode()
    for part in (*scope.split("/"), f"TC3-HMAC-SHA256\n{int(now)}\n{scope}\n{digest(canonical)}"):
        key = hmac.digest(key, part.encode(), "sha256")
    headers = {
        "Content-Type": kind,
        "X-TC-Action": action,
        "X-TC-Version": "2017-03-12",
        "X-TC-Region": region,
        "X-TC-Timestamp": int(now),
        "Authorization": f"TC3-HMAC-SHA256 Credential={keys['id']}/{scope}, "
        f"SignedHeaders=content-type;host, Signature={key.hex()}",
    }
    if keys["token"]:
        headers["X-TC-Token"] = keys["token"]
    return "POST", "/", headers, body.encode()


def error_of(answer):
    return answer["Response"].get("Error", {}).get("Code", "")


def tables(call, route):
    """The route table that the pair uses; a page lists tables, not routes."""
    filters, found = {"vpc-id": route["vpcId"], "route-table-id": route["routeTableId"]}, []
    while True:
        answer = call("DescribeRouteTables", Offset=str(len(found)), Limit=str(PAGE),
                      Filters=[{"Name": name, "Values": [filters[name]]} for name in filters])["Response"]
        found += answer["RouteTableSet"]
        if not answer["RouteTableSet"] or len(found) >= answer["TotalCount"]:
            return found


def find(call, route, cidr):
    # A disabled route leads nowhere, whatever it says.
    return [{"hop": each["GatewayId"], "ready": each.get("Enabled", True), "table": table["RouteTableId"],
             **{name: each[name] for name in ("RouteId", "RouteItemId") if name in each}}
            for table in tables(call, route) for each in table["RouteSet"] if each["DestinationCidrBlock"] == cidr]


def change(call, route, cidr, routes, to, guard, owed):
    wanted = {"DestinationCidrBlock": cidr, "GatewayType": "NORMAL_CVM", "GatewayId": to}
    known = {name: routes[0][name] for name in ("RouteId", "RouteItemId") if name in routes[0]}
    guard()
    call("ReplaceRoutes", RouteTableId=routes[0]["table"], Routes=[{**known, **wanted}])

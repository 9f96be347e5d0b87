"""Nimbus Cloud, signed with HMAC-SHA256."""
import hmac
import json

ENDPOINT = "https://vpc.nimbus.example"
METADATA = "http://169.254.7.7"
CREATES = False
EXPIRED = ("Expired",)


def hop(ask):
    return ask("/latest/meta-data/instance-id")


def role_keys(ask, role):
    return json.loads(ask(f"/latest/meta-data/role/security-credentials/{role}"))


def sign(keys, host, region, action, params, now):
    body = json.dumps(params).encode()
    return "POST", "/", {
        "X-Nimbus-Action": action,
        "X-Nimbus-Key": keys["id"],
        "X-Nimbus-Token": keys["token"],
        "X-Nimbus-Signature": hmac.digest(keys["secret"].encode(), action.encode() + b"\n" + body, "sha256").hex(),
    }, body


def error_of(answer):
    return answer.get("error", "")


def find(call, route, cidr):
    answer = call("ListRoutes", table=route["routeTableId"], destination=cidr)
    return [{**each, "ready": True} for each in answer["routes"]]


def change(call, route, cidr, routes, to, guard, owed):
    guard()
    call("MoveRoute", id=routes[0]["id"], to=to)
    return routes[0]["id"]

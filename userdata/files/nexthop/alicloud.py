"""Alibaba Cloud, VPC API 2016-04-28, RPC style signed with HMAC-SHA1. Changes are asynchronous, one per VPC."""
import base64
import hmac
import json
import os
import time

ENDPOINT = "https://vpc.aliyuncs.com"
METADATA = "http://100.100.100.200"
SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


def metadata(ask, path: str) -> str:
    token = ask("/latest/api/token", "PUT", {"X-aliyun-ecs-metadata-token-ttl-seconds": 60})
    return ask(f"/latest/meta-data/{path}", headers={"X-aliyun-ecs-metadata-token": token})


def hop(ask) -> str:
    return metadata(ask, "instance-id")


def role_keys(ask, role: str) -> dict:
    import calendar

    keys = json.loads(metadata(ask, f"ram/security-credentials/{role}"))
    return {"id": keys["AccessKeyId"], "secret": keys["AccessKeySecret"], "token": keys["SecurityToken"],
            "expires": calendar.timegm(time.strptime(keys["Expiration"], "%Y-%m-%dT%H:%M:%SZ"))}


def quote(text: str) -> str:
    return "".join(chr(byte) if byte in SAFE else f"%{byte:02X}" for byte in text.encode())


def sign(keys: dict, host: str, region: str, action: str, params: dict, now: float, nonce: str = "") -> tuple:
    query = {
        **params,
        "Action": action,
        "Format": "JSON",
        "Version": "2016-04-28",
        "RegionId": region,
        "AccessKeyId": keys["id"],
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": nonce or os.urandom(16).hex(),
        "Timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now)),
    }
    if keys["token"]:
        query["SecurityToken"] = keys["token"]
    text = "&".join(f"{quote(name)}={quote(query[name])}" for name in sorted(query))
    mac = hmac.digest(f"{keys['secret']}&".encode(), f"GET&%2F&{quote(text)}".encode(), "sha1")
    return "GET", f"/?{text}&Signature={quote(base64.b64encode(mac).decode())}", {}


def error_of(answer: dict) -> str:
    return answer.get("Code", "")


def table_of(call, route: dict) -> str:
    """The route table that the pair uses, else the VPC's system table."""
    if "routeTableId" in route:
        return route["routeTableId"]
    tables = call("DescribeRouteTableList", VpcId=route["vpcId"], PageSize="50")["RouterTableList"]
    return next(each["RouteTableId"] for each in tables["RouterTableListType"] if each["RouteTableType"] == "System")


def find(call, route: dict, cidr: str) -> list:
    table, found, page = table_of(call, route), [], {}
    while True:
        answer = call("DescribeRouteEntryList", RouteTableId=table, DestinationCidrBlock=cidr, MaxResult="100", **page)
        for each in answer["RouteEntrys"]["RouteEntry"]:
            if each["DestinationCidrBlock"] == cidr:
                hops = [to["NextHopId"] for to in each["NextHops"]["NextHop"]]
                found.append({"hop": ",".join(hops), "ready": each["Status"] == "Available", "table": table})
        if not answer.get("NextToken"):
            return found
        page = {"NextToken": answer["NextToken"]}


def change(call, route: dict, cidr: str, routes: list, to: str, guard, owed: dict) -> None:
    target = {"RouteTableId": table_of(call, route), "DestinationCidrBlock": cidr}
    guard()
    if routes:
        call("ModifyRouteEntry", **target, NewNextHopType="Instance", NewNextHopId=to)
    else:
        call("CreateRouteEntry", **target, NextHopType="Instance", NextHopId=to)

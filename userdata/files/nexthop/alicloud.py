"""Alibaba Cloud, VPC API 2016-04-28, RPC style signed with HMAC-SHA1. Changes are asynchronous, one per VPC."""
import base64
import hmac
import json
import os
import re
import time

ENDPOINT = "https://vpc.aliyuncs.com"
METADATA = "http://100.100.100.200"
CREATES = False
# In error codes: the keys are not good any more.
EXPIRED = ("Expire", "SecurityToken", "InvalidAccessKeyId", "SignatureDoesNotMatch")


def metadata(ask, path):
    token = ask("/latest/api/token", "PUT", {"X-aliyun-ecs-metadata-token-ttl-seconds": 60})
    return ask(f"/latest/meta-data/{path}", headers={"X-aliyun-ecs-metadata-token": token})


def hop(ask):
    return metadata(ask, "instance-id")


def role_keys(ask, role):
    import calendar

    keys = json.loads(metadata(ask, f"ram/security-credentials/{role}"))
    return {"id": keys["AccessKeyId"], "secret": keys["AccessKeySecret"], "token": keys["SecurityToken"],
            "expires": calendar.timegm(time.strptime(keys["Expiration"], "%Y-%m-%dT%H:%M:%SZ"))}


def quote(text):
    # In bytes, \w is ASCII alone.
    return re.sub(rb"[^\w.~-]", lambda found: b"%%%02X" % ord(found[0]), text.encode()).decode()


def sign(keys, host, region, action, params, now, nonce=""):
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


def error_of(answer):
    return answer.get("Code", "")


def find(call, route, cidr):
    found, page = [], {}
    while True:
        answer = call("DescribeRouteEntryList", RouteTableId=route["routeTableId"], DestinationCidrBlock=cidr,
                      MaxResult="100", **page)
        for each in answer["RouteEntrys"]["RouteEntry"]:
            if each["DestinationCidrBlock"] == cidr:
                hops = [to.get("NextHopId", "") for to in each.get("NextHops", {}).get("NextHop", ())]
                found.append({"hop": ",".join(hops), "ready": each["Status"] == "Available"})
        if not answer.get("NextToken"):
            return found
        page = {"NextToken": answer["NextToken"]}


def change(call, route, cidr, routes, to, guard, owed):
    guard()
    call("ModifyRouteEntry", RouteTableId=route["routeTableId"], DestinationCidrBlock=cidr, NewNextHopType="Instance",
         NewNextHopId=to)

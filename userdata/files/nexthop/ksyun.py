"""Kingsoft Cloud, VPC API 2016-03-04, signed with AWS4-HMAC-SHA256. A route cannot be changed: it is deleted and
created again, back to back."""
import hashlib
import hmac
import re
import time

ENDPOINT = "https://vpc.api.ksyun.com"
METADATA = "http://11.255.255.100:8775"
CREATES = True
# In error codes: the keys are not good any more.
EXPIRED = ("Expire", "InvalidClientTokenId", "SignatureDoesNotMatch")


def hop(ask):
    return ask("/latest/meta-data/instance-id")


def role_keys(ask, role):
    raise OSError("a role has no keys here: leave roleName out and hand over a key file")


def quote(text):
    # In bytes, \w is ASCII alone.
    return re.sub(rb"[^\w.~-]", lambda found: b"%%%02X" % ord(found[0]), text.encode()).decode()


def sign(keys, host, region, action, params, now):
    def digest(text):
        return hashlib.sha256(text.encode()).hexdigest()

    query = {**params, "Action": action, "Version": "2016-03-04"}
    text = "&".join(f"{quote(name)}={quote(query[name])}" for name in sorted(query))
    moment = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
    canonical = f"GET\n/\n{text}\nhost:{host}\nx-amz-date:{moment}\n\nhost;x-amz-date\n{digest('')}"
    scope = f"{moment[:8]}/{region}/vpc/aws4_request"
    key = ("AWS4" + keys["secret"]).encode()
    for part in (*scope.split("/"), f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{digest(canonical)}"):
        key = hmac.digest(key, part.encode(), "sha256")
    return "GET", f"/?{text}", {
        "Accept": "application/json",
        "X-Amz-Date": moment,
        "Authorization": f"AWS4-HMAC-SHA256 Credential={keys['id']}/{scope}, "
        f"SignedHeaders=host;x-amz-date, Signature={key.hex()}",
    }


def error_of(answer):
    return answer.get("Error", {}).get("Code", "")


def find(call, route, cidr):
    query, found = {
        "MaxResults": "100",
        "Filter.1.Name": "vpc-id",
        "Filter.1.Value.1": route["vpcId"],
        "Filter.2.Name": "route-type",
        "Filter.2.Value.1": "Host",
        "Filter.3.Name": "destination-cidr-block",
        "Filter.3.Value.1": cidr,
    }, []
    while True:
        answer = call("DescribeRoutes", **query)
        for each in answer["RouteSet"]:
            if each["DestinationCidrBlock"] == cidr:
                hops = each.get("NextHopSet") or [{"GatewayId": each.get("InstanceId", "")}]
                found.append({"hop": hops[0].get("GatewayId", ""), "ready": True, "id": each["RouteId"]})
        if not answer.get("NextToken"):
            return found
        query["NextToken"] = answer["NextToken"]


def change(call, route, cidr, routes, to, guard, owed):
    """Leaves one route, and says its id. From the first delete to the create the address is unreachable."""
    keep = next((each for each in routes if each["hop"] == to), None)
    for each in routes:
        if each is not keep:
            guard()
            if not keep:
                owed[cidr] = each["hop"]
            call("DeleteRoute", RouteId=each["id"])
    if keep:
        return keep["id"]
    guard()
    made = call("CreateRoute", VpcId=route["vpcId"], RouteType="Host", InstanceId=to, DestinationCidrBlock=cidr)
    owed.pop(cidr, None)
    return made.get("RouteId")

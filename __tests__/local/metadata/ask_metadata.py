"""Fetches who a node is and its keys with the nexthop helper's own code.

    ask_metadata.py DIRECTORY_OF_THE_HELPER CLOUD METADATA_URL DIRECTORY [ROLE]
"""
import json
import sys

helper, cloud, url, directory = sys.argv[1:5]
sys.path.insert(0, helper)
sys.dont_write_bytecode = True
import nexthop

nexthop.CACHE, nexthop.KEYS = f"{directory}/cache.json", f"{directory}/keys.json"
nexthop.ADDRESSES = f"{directory}/addresses.json"
route = {"roleName": sys.argv[5]} if len(sys.argv) > 5 else {}
api = nexthop.Api({"cloud": cloud, "metadataEndpoint": url, "route": route})
print(json.dumps(api.account()))

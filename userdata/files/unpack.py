import base64, os, sys, zlib
for entry in zlib.decompress(base64.b85decode(open(sys.argv[1]).read().replace("/", "{"))).split(b"\0"):
    name, mode, text = entry.split(b"\n", 2)
    os.makedirs(os.path.dirname(name), exist_ok=True)
    open(name, "wb").write(text)
    os.chmod(name, int(mode, 8))

# The same desired state for pyinfra.
from io import StringIO

from pyinfra.operations import files, server

bridge = "br0"
nameservers = ["10.66.0.1", "10.66.255.254"]
containers = [
    {"id": 101, "address": "10.66.128.101", "memory": 65536},
    {"id": 102, "address": "10.66.128.102", "memory": 131072},
    {"id": 103, "address": "10.66.128.103", "memory": 262144},
]

for folder in ["/etc/vz/conf", "/etc/vz/dists", "/vz/private"]:
    files.directory(path=folder, mode="755")
files.template(src="templates/vznet.conf.j2", dest="/etc/vz/vznet.conf", mode="644", user="root", group="root",
               bridge=bridge, nameservers=nameservers)
files.template(src="templates/vznetaddbr.j2", dest="/usr/local/sbin/vznetaddbr", mode="755", bridge=bridge)
for container in containers:
    files.template(src="templates/ct.conf.j2", dest=f"/etc/vz/conf/{container['id']}.conf", mode="644",
                   item=container, nameservers=nameservers)
files.put(src="files/vz.conf", dest="/etc/vz/vz.conf", mode="644")
for key, value in [("IPV6", "no"), ("VE_ROUTE_SRC_DEV", bridge)]:
    files.line(path="/etc/vz/node.conf", line=f"^{key}=.*", replace=f'{key}="{value}"')
files.put(src=StringIO("nameserver 10.66.0.1\nnameserver 10.66.255.254\n"), dest="/etc/vz/resolv.conf", mode="644")
for key, value in [("net.ipv4.ip_forward", 1), ("net.ipv4.conf.default.forwarding", 1),
                   ("net.ipv4.conf.all.send_redirects", 0)]:
    server.sysctl(key=key, value=value, persist=True, persist_file="/etc/sysctl.d/50-containers.conf")
files.link(path="/etc/vz/current", target="/etc/vz/vz.conf")
server.shell(commands=["test -e /vz/private/.ready || touch /vz/private/.ready"])
files.file(path="/etc/vz/trial.conf", present=False)

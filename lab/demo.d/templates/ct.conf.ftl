# Managed by Bascule.
ONBOOT=yes
VE_PRIVATE=/vz/private/[=item.id]
VETH_IP_ADDRESS=[=item.address]

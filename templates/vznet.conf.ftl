# Read by vznetcfg each time a container gets a veth interface. Managed by Bascule.
# The script must be executable: vzctl skips one that is not, and says nothing.
EXTERNAL_SCRIPT=[=vz_external_script!"/usr/sbin/vznetcfg.custom"]

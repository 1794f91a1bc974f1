# shellcheck shell=sh disable=SC2154,SC2034
# Only a connection that began after the change proves that the node can be reached.

# tx_fresh_session: whether this one did. Without a login over the network above us we are on the
# console, where a person looks at the node itself.
tx_fresh_session() {
  hz=$(getconf CLK_TCK 2>/dev/null) || hz=100
  p=$$
  while [ "$p" -gt 1 ] && tx_stat "$p"; do
    case $ps_name in
      sshd* | dropbear* | in.telnetd)
        [ $((ps_start * 100 / hz)) -ge "$1" ]
        return
        ;;
    esac
    p=$ps_parent
  done
  [ -z "${SSH_CONNECTION-}" ]
}

# tx_token TOKEN|-: whether it is this transaction's. From standard input: arguments show in ps.
tx_token() {
  token=$1
  if [ "$token" = - ]; then
    IFS= read -r token || :
  fi
  h=$(printf '%s' "$token" | sum)
  o=
  { read -r o <"$d/token"; } 2>/dev/null
  [ "$o" ] && [ "${h%% *}" = "$o" ]
}

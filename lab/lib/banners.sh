# shellcheck shell=bash
# banners.sh SECONDS NAME=ADDRESS...: returns once each address answers on port 22 with an SSH banner.
deadline=$(($(date +%s) + $1))
shift
# shellcheck disable=SC2016
probe='exec 3<>"/dev/tcp/$0/22" && read -r banner <&3 && [ "${banner#SSH-2.0-}" != "$banner" ]'
for target in "$@"; do
  until timeout 5 bash -c "$probe" "${target#*=}" 2>/dev/null; do
    if [ "$(date +%s)" -gt "$deadline" ]; then
      printf 'lab: %s did not answer as an SSH server in time\n' "$target" >&2
      exit 1
    fi
    sleep 0.02
  done
done

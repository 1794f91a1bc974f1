# shellcheck shell=sh disable=SC2154,SC2034
# The program's verbs. It lies in its transaction's folder, which says the rest.

tx_main() {
  case $0 in
    */*) tx_path=${0%/*} ;;
    *) tx_path=. ;;
  esac
  tx_path=$(cd "$tx_path" && pwd -P) || exit
  umask 077
  T=${tx_path%/tx/*}
  tx_open "${tx_path##*/}"
  tx_boot
  verb=${1-}
  [ $# = 0 ] || shift
  case $verb in
    watch) tx_watch ;;
    apply) tx_apply ;;
    takeover) tx_takeover ;;
    rehearsal) net_inside "$@" ;;
    await) tx_await "${1:-60}" ;;
    prove) tx_prove "${1:-0}" ;;
    confirm) tx_confirm "${1--}" "${2-}" ;;
    abort) tx_abort ;;
    extend) tx_extend "${1--}" "${2-}" ;;
    status | recover) tx_status ;;
    revert) tx_reversal ;;
    *)
      say 'status, abort, confirm TOKEN NONCE, extend TOKEN SECONDS, await SECONDS, prove SECONDS, recover, revert' >&2
      exit 64
      ;;
  esac
}

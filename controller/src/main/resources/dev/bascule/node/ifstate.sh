# shellcheck shell=sh
# Tells ifupdown which links are up by now, after their state was changed behind its back. Arguments:
# the links that are up, and those that are gone, each as one word list. Nothing changes at run time:
# a link that is up already is "brought up" by a stanza without addresses and without hooks, under
# ifupdown's own lock; for versions without --no-scripts the state file is replaced.
ifstate_agree() {
    up=$1
    gone=$2
    dir=/run/network
    [ -d "$dir" ] || dir=/etc/network/run
    [ -d "$dir" ] || return 0
    if ifup --help 2>&1 | grep -q -e --no-scripts; then
        ifstate_by_ifup
    elif [ -f "$dir/ifstate" ]; then
        ifstate_by_hand
    fi
}

ifstate_by_ifup() {
    stanzas=$dir/.bascule-interfaces
    for l in $up $gone; do
        printf 'iface %s inet manual\n' "$l"
    done >"$stanzas" || return 1
    r=0
    for l in $up; do
        ifup -i "$stanzas" --no-scripts "$l" </dev/null || r=1
    done
    for l in $gone; do
        # A link that is there is never taken down.
        [ -e "/sys/class/net/$l" ] || ifdown -i "$stanzas" --no-scripts "$l" </dev/null || r=1
    done
    rm -f "$stanzas"
    return "$r"
}

ifstate_by_hand() {
    new=$dir/.ifstate.bascule
    {
        while IFS= read -r line; do
            case " $up $gone " in
                *" ${line%%=*} "*) ;;
                *) printf '%s\n' "$line" ;;
            esac
        done <"$dir/ifstate"
        for l in $up; do
            printf '%s=%s\n' "$l" "$l"
        done
    } >"$new" && mv -f "$new" "$dir/ifstate"
}

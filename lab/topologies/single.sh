# shellcheck shell=sh
# One NIC with one static address and a default route: what a fresh disk already says.
:

#!/bin/sh
echo "no such account" >&2; echo second >&2; exit 3

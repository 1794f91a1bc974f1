#!/bin/sh
echo locked >&2; exit 2

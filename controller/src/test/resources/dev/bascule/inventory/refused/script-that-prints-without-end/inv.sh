#!/bin/sh
exec yes "a line that never ends"

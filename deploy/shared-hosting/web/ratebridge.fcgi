#!/bin/sh
# The same for FastCGI.
. "$(dirname "$0")/ratebridge.cgi"

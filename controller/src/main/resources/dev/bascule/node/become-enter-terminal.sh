# The same on a terminal, which su needs to ask for a password. A terminal has one stream for both
# outputs and no end of input: so standard error is kept and printed after the token, and the script
# ends at the token.
stty raw -echo 2>/dev/null;
printf "%s\n" @TOKEN@;
exec 3>&1;
e=$({ sed -n "/^@TOKEN@\$/q;p" | /bin/sh -s; } 2>&1 >&3 3>&-);
c=$?;
printf "%s %s\n%s\n" @TOKEN@ "$c" "$e"

package dev.bascule.probe.trail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vzctl set 101 --userpasswd root:S3cret --save"
            + "| vzctl set 101 --userpasswd ******** --save",
        "vzctl set 101 --userpasswd root:my S3cret --save"
            + "| vzctl set 101 --userpasswd ******** --save",
        "usermod -p S3cret bob | usermod -p ********",
        "usermod -pS3cret -L bob | usermod -p******** -L bob",
        "pct create 101 x.tgz --password=S3cret --net0 br0"
            + "| pct create 101 x.tgz --password=******** --net0 br0",
        "tool --password -S3cret -v br0 | tool --password ******** -v br0",
        "env DB_PASSWORD=S3cret deploy | env DB_PASSWORD=********",
        "mount -o username=u,password=S3cret //srv/x /mnt"
            + "| mount -o username=u,password=********",
        "curl -u bob:S3cret -o /etc/x ftp://srv | curl -u ******** -o /etc/x ftp://srv",
        "curl -ubob:S3cret -o /etc/x ftp://srv | curl -u******** -o /etc/x ftp://srv",
        "curl -u:S3cret -o /etc/x | curl -u******** -o /etc/x",
        "curl -sSu bob:S3cret -o /etc/x | curl -sSu ******** -o /etc/x",
        "curl -kubob:S3cret -o /etc/x | curl -ku******** -o /etc/x",
        "/bin/sh -c curl -kubob:S3cret -o /etc/x | /bin/sh -c curl -ku******** -o /etc/x",
        "curl --user bob:S3cret -o /etc/x | curl --user ******** -o /etc/x",
        "curl --user=bob:S3cret -o /etc/x | curl --user=******** -o /etc/x",
        "curl --proxy-user=bob:S3cret -o /etc/x | curl --proxy-user=******** -o /etc/x",
        "curl --proxy-user bob:S3cret -o /etc/x | curl --proxy-user ******** -o /etc/x",
        "rpcclient -Ubob%S3cret -c x | rpcclient -U******** -c x",
        "curl -H Authorization: Bearer S3cret -o /etc/x"
            + "| curl -H Authorization:******** -o /etc/x",
        "git clone https://bob:S3/cret@git.example/x | git clone https://git.example/********",
        "wget -O /etc/x https://h.example/a?t=S3cret | wget -O /etc/x https://h.example/********",
        "nmcli c modify w wifi-sec.psk S3cret | nmcli c modify w wifi-sec.psk ********",
        "wg set wg0 private-key S3cret | wg set wg0 private-key ********",
      })
  void what_follows_the_name_of_a_secret_is_hidden_up_to_the_next_option(
      String command, String shown) {
    assertThat(PrivateWords.hidden(command)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bin/sh -c echo root:S3cret | chpasswd",
        "/bin/sh -c echo S3cret | passwd --stdin root",
        "/bin/sh -c sshpass -p S3cret scp br0.conf hn-2:/etc",
        "/usr/bin/mysql -u root -pS3cret db",
        "/usr/bin/htpasswd -b /etc/x bob S3cret",
        "/usr/bin/ldapmodify -w S3cret",
        "/opt/ops/reset-password bob S3cret",
        "./reset-password bob S3cret",
        "/bin/sh -c /opt/ops/reset-password bob S3cret",
        "/usr/bin/env LANG=C /opt/ops/reset-password bob S3cret",
        "/usr/bin/timeout 5 /opt/ops/reset-password bob S3cret",
        "/bin/bash /root/set-passwords.sh bob S3cret",
        "/bin/sh -c cd /tmp ; /opt/ops/reset-password bob S3cret",
        "/usr/bin/passwd -l bob",
      })
  void of_programs_that_are_given_passwords_only_the_name_is_shown(String command) {
    assertThat(PrivateWords.hidden(command)).isEqualTo(command.split(" ", 2)[0] + " ********");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/sbin/brctl delif br0 eth1",
        "/sbin/ip addr add 10.0.0.1/24 dev br0",
        "/sbin/iptables -A FORWARD -p tcp --dport 22 -j DROP",
        "/usr/bin/vim /etc/ssh/authorized_keys",
        "/bin/mkdir -p /etc/vz/conf",
        "/bin/sed -i s/a/b/ /etc/passwd",
        "/bin/sh -c echo x>>/etc/vz/vznet.conf",
        "/bin/sed -i -e s/a/b/ /etc/passwd /etc/shadow",
        "/bin/chmod 600 /etc/ppp/chap-secrets /etc/passwd",
        "/bin/cat < /etc/passwd > /root/x",
        "/sbin/sysctl -w net.ipv4.ip_forward=1",
        "/sbin/ip -6 addr add fd00::1/64 dev br0",
        "/sbin/ip -6 route add default via fe80::1 dev br0",
        "/bin/su -u bob",
        "/usr/bin/sudo -u bob brctl delif br0 eth1",
        "/bin/systemctl --user restart x",
        "/bin/date -u+%H:%M",
        "/bin/date -u +%H:%M",
        "/usr/sbin/usermod -U bob",
        "/usr/bin/rsync -au hn-2:/etc/vz /etc",
        "/usr/bin/curl -sS -o /etc/x http://srv/",
        "passwd",
        "",
      })
  void what_has_no_secret_is_shown_as_it_is(String command) {
    assertThat(PrivateWords.hidden(command)).isEqualTo(command);
  }
}

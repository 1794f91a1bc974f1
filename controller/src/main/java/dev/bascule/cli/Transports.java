package dev.bascule.cli;

import dev.bascule.transport.Transport;
import dev.bascule.transport.ssh.SshOptions;
import dev.bascule.transport.ssh.SshTransport;

/** How nodes are connected to; opened only by commands that contact nodes. */
@FunctionalInterface
interface Transports {
  /** Over SSH, with the user's files and agent. */
  Transports SSH = () -> SshTransport.open(SshOptions.ofUser());

  Transport open();
}
